/** As many as GramJS remembers; the security guidelines leave the number open. */
const REMEMBERED = 500;

/** The msg_ids of a server's messages: odd, each once, and none older than all that are remembered. */
export class MessageIds {
  readonly #seen: bigint[] = [];

  /** Remembers it, too. */
  isNew(msgId: bigint): boolean {
    const oldest = this.#seen.length < REMEMBERED ? undefined : this.#seen[0];
    if (msgId % 2n === 0n || this.#seen.includes(msgId) || (oldest !== undefined && msgId < oldest)) return false;
    this.#seen.push(msgId);
    this.#seen.sort((a, b) => (a < b ? -1 : 1));
    if (this.#seen.length > REMEMBERED) this.#seen.shift();
    return true;
  }
}
