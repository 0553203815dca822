import { z } from 'zod';

/** What a person sees after a press. */
export const pressAnswerSchema = z.strictObject({
  text: z.string().describe("'' when the bot answered without a text, which only ends the spinner."),
  alert: z.boolean().describe('A box to be closed, in place of a line that goes by itself.'),
  url: z.string().optional().describe('What opens: of the answer, or of a button that is a link.'),
  copied: z.string().optional().describe('What a button put on the clipboard.'),
});

export type PressAnswer = z.output<typeof pressAnswerSchema>;

interface Press {
  readonly userId: number;
  readonly expiresAtMs: number;
  settle(answer: PressAnswer | undefined): void;
}

/** Presses of buttons that wait to be answered. */
export class CallbackBook {
  private readonly open = new Map<string, Press>();
  private readonly lifeMs: number;
  private readonly nowMs: () => number;
  private last = 4_611_686_018_427_380_000n;

  constructor(lifeMs: number, nowMs: () => number) {
    this.lifeMs = lifeMs;
    this.nowMs = nowMs;
  }

  /** `answered` resolves with nothing when the bot did not answer in time. */
  begin(userId: number): { id: string; answered: Promise<PressAnswer | undefined> } {
    const id = String(++this.last);
    const { promise, resolve } = Promise.withResolvers<PressAnswer | undefined>();
    const settle = (answer: PressAnswer | undefined): void => {
      clearTimeout(timer);
      this.open.delete(id);
      resolve(answer);
    };
    const timer = setTimeout(settle, this.lifeMs, undefined);
    this.open.set(id, { userId, expiresAtMs: this.nowMs() + this.lifeMs, settle });
    return { id, answered: promise };
  }

  /** Who pressed; undefined when there is no such press, or it was answered, or too long ago. */
  answer(id: string, answer: PressAnswer): number | undefined {
    const press = this.open.get(id);
    if (press === undefined) return undefined;
    const isLate = this.nowMs() > press.expiresAtMs;
    press.settle(isLate ? undefined : answer);
    return isLate ? undefined : press.userId;
  }

  /** Ends every press without an answer. */
  close(): void {
    for (const press of this.open.values()) press.settle(undefined);
  }
}
