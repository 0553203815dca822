import { ApiError } from './api-error.ts';

interface Counted {
  readonly method?: string;
  readonly chatId?: number;
  timesLeft: number;
}

type Fault =
  | (Counted & { readonly kind: 'tooMany'; readonly retryAfterSeconds: number })
  | (Counted & {
      readonly kind: 'fail';
      readonly code: number;
      readonly description: string;
      readonly afterApplying: boolean;
    });

/** What a call that was hit meets: refused at once, or carried out and its answer lost. */
export type Hit = { readonly kind: 'refuse'; readonly error: ApiError } | { readonly kind: 'loseAnswer' };

export class BotFaults {
  private faults: Fault[] = [];
  private readonly dropConnections: () => void;

  constructor(dropConnections: () => void) {
    this.dropConnections = dropConnections;
  }

  /** 429 with `retry_after`, for the next `times` calls that fit. */
  tooMany(fault: { method?: string; chatId?: number; retryAfterSeconds: number; times: number }): void {
    const { times, ...rest } = fault;
    this.faults.push({ kind: 'tooMany', ...rest, timesLeft: times });
  }

  /** `afterApplying`: the call is carried out, and the connection ends in place of an answer. */
  fail(fault: { method: string; code: number; description: string; times: number; afterApplying?: boolean }): void {
    const { times, afterApplying = false, ...rest } = fault;
    this.faults.push({ kind: 'fail', ...rest, afterApplying, timesLeft: times });
  }

  /** Ends every connection, polls included. */
  drop(): void {
    this.dropConnections();
  }

  clear(): void {
    this.faults = [];
  }

  /** The first fault that fits, which is then used up by one. */
  take(method: string, chatId: unknown): Hit | undefined {
    const fault = this.faults.find(
      (one) =>
        (one.method === undefined || one.method.toLowerCase() === method.toLowerCase()) &&
        (one.chatId === undefined || one.chatId === Number(chatId)),
    );
    if (fault === undefined) return undefined;
    fault.timesLeft -= 1;
    if (fault.timesLeft <= 0) this.faults = this.faults.filter((one) => one !== fault);
    if (fault.kind === 'tooMany') {
      const { retryAfterSeconds: wait } = fault;
      return { kind: 'refuse', error: new ApiError(429, `Too Many Requests: retry after ${wait}`, wait) };
    }
    if (fault.afterApplying) return { kind: 'loseAnswer' };
    return { kind: 'refuse', error: new ApiError(fault.code, fault.description) };
  }
}
