import { ServerClock } from './server-clock.ts';

/** As many as GramJS remembers; the security guidelines leave the number open. */
const REMEMBERED = 500;

/** The msg_ids of a server's messages: odd, of about now, each once, and none older than all that are remembered. */
export class MessageIds {
  readonly #clock: Pick<ServerClock, 'isTimely'>;
  readonly #seen: bigint[] = [];

  constructor(clock: Pick<ServerClock, 'isTimely'> = new ServerClock()) {
    this.#clock = clock;
  }

  /** Unsigned. Remembers it, too. */
  accepts(msgId: bigint): boolean {
    const oldest = this.#seen.length < REMEMBERED ? undefined : this.#seen[0];
    if (msgId % 2n === 0n || this.#seen.includes(msgId) || (oldest !== undefined && msgId < oldest)) return false;
    if (!this.#clock.isTimely(msgId)) return false;
    this.#seen.push(msgId);
    this.#seen.sort((a, b) => (a < b ? -1 : 1));
    if (this.#seen.length > REMEMBERED) this.#seen.shift();
    return true;
  }
}
