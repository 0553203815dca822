/** Edits and sends share about 20 a minute in a chat; edits leave room for the messages that matter. */
const EDITS_A_MINUTE = 15;
const WINDOW_MS = 60_000;

/** Counts the edits of each chat, over all sign-ins. Forgotten with the process: the Bot API's own limit stands behind it. */
export class EditPace {
  readonly #edits = new Map<number, number[]>();

  /** 0 and counted, or how long to wait. */
  takeMs(chatId: number, nowMs: number): number {
    const recent = (this.#edits.get(chatId) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
    const oldest = recent.at(-EDITS_A_MINUTE);
    this.#edits.set(chatId, oldest === undefined ? [...recent, nowMs] : recent);
    return oldest === undefined ? 0 : oldest + WINDOW_MS - nowMs;
  }
}
