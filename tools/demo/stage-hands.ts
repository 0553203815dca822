import type { LoginView } from '../../domain/login-view.ts';
import type { Stage } from '../stage/open-stage.ts';
import type { WorkerProcess } from '../stage/worker.ts';
import type { Narrator } from './narrator.ts';

/** Keeps one worker running, kills it on demand, and reads the data centre's control port. */
export class StageHands {
  readonly stage: Stage;
  readonly #narrator: Narrator;
  #worker: WorkerProcess | undefined;
  workerRestarts = 0;

  constructor(stage: Stage, narrator: Narrator) {
    this.stage = stage;
    this.#narrator = narrator;
  }

  async startWorker(): Promise<void> {
    this.#worker = await this.stage.worker();
    this.#narrator.does(`A worker takes over (pid ${this.#worker.pid}).`);
  }

  async killWorker(): Promise<void> {
    const { pid } = this.#worker ?? {};
    await this.#worker?.kill();
    this.workerRestarts += 1;
    this.#narrator.does(`SIGKILL for the worker (pid ${pid}).`);
  }

  /** Calls per method for a number, as the data centre counted them. */
  async calls(phone: string): Promise<Record<string, number>> {
    const answer: unknown = await (await fetch(`${this.stage.sandbox.controlUrl}/calls`)).json();
    const counts = member(answer, 'counts');
    const ofPhone = member(counts, phone.slice(1));
    if (typeof ofPhone !== 'object' || ofPhone === null) return {};
    return Object.fromEntries(Object.entries(ofPhone).map(([method, count]) => [shortName(method), Number(count)]));
  }

  /** Prints each new view of a number until stopped. */
  follow(numberId: string, after?: LoginView): () => Promise<void> {
    const aborter = new AbortController();
    const following = this.#follow(numberId, aborter.signal, after);
    return async () => {
      aborter.abort();
      await following;
    };
  }

  async #follow(numberId: string, signal: AbortSignal, after?: LoginView): Promise<void> {
    for await (const view of this.stage.logins.watch(numberId, { signal, after })) this.#narrator.view(view);
  }
}

function shortName(method: string): string {
  return method.slice(method.indexOf('.') + 1);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}
