/** Digits that are being typed, by operator and step. In memory alone: a bot that is started anew has forgotten them. */
export class Keypads {
  readonly #typed = new Map<string, string>();

  /** Begins anew. */
  open(userId: number, stepId: string): void {
    this.#typed.set(keyOf(userId, stepId), '');
  }

  typed(userId: number, stepId: string): string | undefined {
    return this.#typed.get(keyOf(userId, stepId));
  }

  set(userId: number, stepId: string, digits: string): void {
    this.#typed.set(keyOf(userId, stepId), digits);
  }

  close(userId: number, stepId: string): void {
    this.#typed.delete(keyOf(userId, stepId));
  }
}

function keyOf(userId: number, stepId: string): string {
  return `${userId} ${stepId}`;
}
