import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from '../../stage/child.ts';
import type { PartState } from './page-state.ts';

const PAUSE_MS = 1_000;

export type ProcessNews = { state: PartState; pid: number; killed: boolean; downMs: number };

/** One process that always runs: when it has ended, for whatever reason, another one is started. */
export class KeptProcess {
  readonly #begin: () => Child;
  readonly #onNews: (news: ProcessNews) => void;
  #child: Child | undefined;
  #state: PartState = 'starting';
  #goneAt = performance.now();
  #killed = false;
  #closed = false;

  constructor(begin: () => Child, onNews: (news: ProcessNews) => void) {
    this.#begin = begin;
    this.#onNews = onNews;
  }

  get state(): PartState {
    return this.#state;
  }

  /** Settles when the first one takes work; throws when it ends before that. */
  async start(): Promise<void> {
    this.#state = 'starting';
    const child = this.#begin();
    this.#child = child;
    void child.ended.then(() => this.#ended(child));
    await child.ready;
    this.#tell('up', child);
  }

  /** SIGKILL. False while there is none that takes work. */
  async kill(): Promise<boolean> {
    if (this.#state !== 'up' || this.#child === undefined) return false;
    this.#killed = true;
    await this.#child.kill();
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.kill();
  }

  async #ended(child: Child): Promise<void> {
    if (this.#closed) return;
    // One that never took work is no news: the one before it has been told of.
    if (this.#state === 'up') {
      this.#goneAt = performance.now();
      this.#tell('down', child);
    }
    const waits = !this.#killed;
    this.#killed = false;
    if (waits) await pause(PAUSE_MS, undefined, { ref: false });
    // That it has ended before it was ready is seen by its end.
    if (!this.#isClosed()) await this.start().catch(() => undefined);
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #tell(state: PartState, { pid }: Child): void {
    this.#state = state;
    this.#onNews({ state, pid, killed: this.#killed, downMs: Math.round(performance.now() - this.#goneAt) });
  }
}
