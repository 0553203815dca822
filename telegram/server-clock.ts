/** How far a message's time may lie behind the server's clock, and ahead of it: security_guidelines, "Checking msg_id". */
const BEHIND_SECONDS = 300;
const AHEAD_SECONDS = 30;

/** Ours, in seconds: the first is set by somebody now and then, the second stands still while the machine sleeps. */
const ourClocks: readonly (() => number)[] = [() => Date.now() / 1_000, () => performance.now() / 1_000];

/**
 * The server's clock, as one session knows it: the session's first message sets it, as in TDLib (mtproto/AuthData.cpp). A
 * session's id is random, so that message is no older than the session. The offset from the key exchange would not do: it may
 * be of another day, and where it is off by less than the server minds (300 s slow, 30 s fast) nobody corrects it.
 */
export class ServerClock {
  readonly #clocks: readonly (() => number)[];
  #offsetsSeconds: readonly number[] | undefined;

  constructor(clocks: readonly (() => number)[] = ourClocks) {
    this.#clocks = clocks;
  }

  /** Whether a server's message of this id (unix time · 2^32) may come now, by any of our clocks. */
  isTimely(msgId: bigint): boolean {
    const sentAt = Number(msgId >> 32n);
    this.#offsetsSeconds ??= this.#clocks.map((now) => sentAt - now());
    const ages = this.#offsetsSeconds.map((offset, at) => (this.#clocks[at]?.() ?? Number.NaN) + offset - sentAt);
    return ages.some((age) => age <= BEHIND_SECONDS && age >= -AHEAD_SECONDS);
  }
}
