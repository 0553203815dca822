import { readView } from '../../../client/read-view.ts';
import type { LoginView } from '../../../domain/login-view.ts';
import type { CallEntry } from '../../../sandbox/control/call-log.ts';
import type { Stage } from '../../stage/open-stage.ts';

const EVERY_MS = 100;
const MAX_VIEWS = 50;
/** Those that say something about a sign-in; connections are set up by others. */
const told = /^(?:auth\.|account\.getPassword$)/u;

export type WatcherOptions = {
  stage: Stage;
  onView: (view: LoginView, changedAtMs: number) => void;
  /** Once when it came in, and once when it was handled. */
  onCall: (call: CallEntry) => void;
  /** After each look. */
  onLook: () => void;
  onError: (error: unknown) => void;
};

/** Looks at the records and at the data centre's log ten times a second. */
export class Watcher {
  readonly #options: WatcherOptions;
  #timer: NodeJS.Timeout | undefined;
  #change = 0;
  #seq = 0;
  /** Calls that were not handled yet when they were seen. */
  readonly #open = new Set<CallEntry>();

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#lookAndWait(), EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #lookAndWait(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      this.#options.onError(error);
    }
    if (this.#timer !== undefined) this.start();
  }

  async #look(): Promise<void> {
    const { stage, onView, onCall, onLook } = this.#options;
    for (const row of await stage.records.viewsSince(this.#change, MAX_VIEWS)) {
      this.#change = row.change;
      onView(readView(row), row.updatedAtMs);
    }
    for (const call of this.#open) {
      if (call.outcome === 'received') continue;
      this.#open.delete(call);
      onCall(call);
    }
    for (const call of stage.sandbox.control.calls({ afterSeq: this.#seq }).calls) {
      this.#seq = call.seq;
      if (!told.test(call.method)) continue;
      if (call.outcome === 'received') this.#open.add(call);
      onCall(call);
    }
    onLook();
  }
}
