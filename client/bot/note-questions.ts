const OPEN_MS = 10 * 60_000;

/**
 * Questions for a note that wait for an answer, by operator. In memory alone: a bot that was started anew takes answers to the
 * question itself, which says what it is about.
 */
export class NoteQuestions {
  readonly #open = new Map<number, { data: string; untilMs: number }>();

  /** `data`: of the button that asked. */
  ask(userId: number, data: string, nowMs: number): void {
    this.#open.set(userId, { data, untilMs: nowMs + OPEN_MS });
  }

  openOf(userId: number, nowMs: number): string | undefined {
    const question = this.#open.get(userId);
    return question === undefined || question.untilMs <= nowMs ? undefined : question.data;
  }

  close(userId: number): void {
    this.#open.delete(userId);
  }
}
