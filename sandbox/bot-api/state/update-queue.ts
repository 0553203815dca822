import { ApiError } from '../api-error.ts';

/** How long an update waits to be fetched, as in Telegram's own server; all kinds here are delivered unless the bot names others. */
const lifeMs = { message: 86_400_000, callback_query: 150_000, my_chat_member: 86_400_000 } as const;

export type UpdateKind = keyof typeof lifeMs;

export type Update = { readonly update_id: number } & Readonly<Record<string, unknown>>;

export interface Poll {
  /** Confirms all before it; negative: keeps so many of the last. */
  readonly offset: number;
  readonly limit: number;
  readonly timeoutMs: number;
  /** Undefined: as in the call before; empty: all. */
  readonly allowed: readonly string[] | undefined;
  /** Aborted when the bot has hung up. */
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly limit: number;
  answer(updates: readonly Update[]): void;
  refuse(error: ApiError): void;
}

/** Updates that the bot has not confirmed, and the one poll that may wait for more. */
export class UpdateQueue {
  private pending: { readonly update: Update; readonly expiresAtMs: number }[] = [];
  private allowed: readonly string[] = [];
  private waiting: Waiting | undefined;
  private lastId = 1000;
  private readonly nowMs: () => number;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  add(kind: UpdateKind, payload: object): void {
    if (this.allowed.length > 0 && !this.allowed.includes(kind)) return;
    const update = { update_id: ++this.lastId, [kind]: payload };
    this.pending.push({ update, expiresAtMs: this.nowMs() + lifeMs[kind] });
    const { waiting } = this;
    waiting?.answer(this.unconfirmed().slice(0, waiting.limit));
  }

  unconfirmed(): readonly Update[] {
    this.pending = this.pending.filter(({ expiresAtMs }) => expiresAtMs > this.nowMs());
    return this.pending.map(({ update }) => update);
  }

  clear(): void {
    this.pending = [];
  }

  /** A poll that waits when another one begins to wait is ended with a conflict: the newer one goes on. */
  poll({ offset, limit, timeoutMs, allowed, signal }: Poll): Promise<readonly Update[]> {
    if (allowed !== undefined) this.allowed = allowed;
    this.confirm(offset);
    const updates = this.unconfirmed().slice(0, limit);
    if (updates.length > 0 || timeoutMs <= 0 || signal.aborted) return Promise.resolve(updates);
    this.waiting?.refuse(
      new ApiError(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    return this.wait(limit, timeoutMs, signal);
  }

  /** An offset beyond the next update confirms nothing. */
  private confirm(offset: number): void {
    if (offset < 0) this.pending = this.pending.slice(offset);
    else if (offset <= this.lastId + 1) this.pending = this.pending.filter(({ update }) => update.update_id >= offset);
  }

  private wait(limit: number, timeoutMs: number, signal: AbortSignal): Promise<readonly Update[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Update[]>();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', hungUp);
      this.waiting = undefined;
    };
    const waiting: Waiting = {
      limit,
      answer: (updates) => {
        end();
        resolve(updates);
      },
      refuse: (error) => {
        end();
        reject(error);
      },
    };
    const hungUp = (): void => waiting.answer([]);
    const timer = setTimeout(hungUp, timeoutMs);
    signal.addEventListener('abort', hungUp, { once: true });
    this.waiting = waiting;
    return promise;
  }
}
