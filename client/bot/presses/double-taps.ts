import type { Toast } from './press.ts';

/** A finger that taps twice does it sooner. */
const WITHIN_MS = 2_000;

/** The last press of each operator, so that a second tap gets the answer of the first and does nothing. */
export class DoubleTaps {
  readonly #last = new Map<number, { data: string; toast: Toast | undefined; untilMs: number }>();

  answerOf(userId: number, data: string, nowMs: number): Toast | undefined {
    const last = this.#last.get(userId);
    return last?.data === data && nowMs < last.untilMs ? last.toast : undefined;
  }

  /** `toast`: undefined where a second press means something. */
  answered(userId: number, data: string, toast: Toast | undefined, nowMs: number): void {
    this.#last.set(userId, { data, toast, untilMs: nowMs + WITHIN_MS });
  }
}
