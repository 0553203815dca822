import { ApiError, badRequest } from '../api-error.ts';

/** Kinds that are delivered only when asked for are not made here; all others are, unless the bot names those it wants. */
export type UpdateKind = 'message' | 'callback_query' | 'my_chat_member';

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
  private pending: Update[] = [];
  private allowed: readonly string[] = [];
  private waiting: Waiting | undefined;
  private lastId = 1000;

  add(kind: UpdateKind, payload: object): void {
    if (this.allowed.length > 0 && !this.allowed.includes(kind)) return;
    this.pending.push({ update_id: ++this.lastId, [kind]: payload });
    const { waiting } = this;
    waiting?.answer(this.pending.slice(0, waiting.limit));
  }

  get unconfirmed(): number {
    return this.pending.length;
  }

  clear(): void {
    this.pending = [];
  }

  /** A poll that waits when another one comes is ended with a conflict: the newer one goes on. */
  poll({ offset, limit, timeoutMs, allowed, signal }: Poll): Promise<readonly Update[]> {
    if (limit < 1 || limit > 100) throw badRequest('limit must be from 1 to 100');
    this.waiting?.refuse(
      new ApiError(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    if (allowed !== undefined) this.allowed = allowed;
    this.pending = offset < 0 ? this.pending.slice(offset) : this.pending.filter(({ update_id: id }) => id >= offset);
    if (this.pending.length > 0 || timeoutMs <= 0 || signal.aborted)
      return Promise.resolve(this.pending.slice(0, limit));
    return this.wait(limit, timeoutMs, signal);
  }

  private wait(limit: number, timeoutMs: number, signal: AbortSignal): Promise<readonly Update[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Update[]>();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', hungUp);
      if (this.waiting === waiting) this.waiting = undefined;
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
