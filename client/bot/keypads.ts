type Keypad = { step: string; digits: string; messageId?: number };

/** Digits that are being typed, by operator and step. In memory alone: a bot that is started anew has forgotten them. */
export class Keypads {
  readonly #typed = new Map<string, Keypad>();

  /** Begins anew. @returns the message in which the one before stands */
  open(userId: number, stepId: string): number | undefined {
    const { messageId } = this.#typed.get(keyOf(userId, stepId)) ?? {};
    this.set(userId, stepId, '');
    return messageId;
  }

  standsIn(userId: number, stepId: string, messageId: number): void {
    const keypad = this.#typed.get(keyOf(userId, stepId));
    if (keypad !== undefined) keypad.messageId = messageId;
  }

  typed(userId: number, stepId: string): string | undefined {
    return this.#typed.get(keyOf(userId, stepId))?.digits;
  }

  set(userId: number, stepId: string, digits: string): void {
    this.#typed.set(keyOf(userId, stepId), { ...this.#typed.get(keyOf(userId, stepId)), step: stepId, digits });
  }

  /** Forgets what was typed at other steps of a sign-in than the one it is at, or at all of them. */
  keepOnly(loginId: string, stepId: string | undefined): void {
    for (const [key, { step }] of this.#typed) {
      if (step.startsWith(`${loginId}/`) && step !== stepId) this.#typed.delete(key);
    }
  }

  close(userId: number, stepId: string): void {
    this.#typed.delete(keyOf(userId, stepId));
  }
}

function keyOf(userId: number, stepId: string): string {
  return `${userId} ${stepId}`;
}
