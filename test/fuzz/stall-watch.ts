const TICK_MS = 10;

/**
 * How long the event loop of this process was busy at a stretch. Only time that the thread itself computed counts, so that
 * a machine with other things to do looks no slower than it is.
 */
export class StallWatch {
  #seenMs = performance.now();
  #usedMs = usedMs();
  #longestMs = 0;

  constructor() {
    setInterval(() => this.#look(), TICK_MS).unref();
  }

  /** The longest stretch since this was asked last. */
  take(): number {
    this.#look();
    const longestMs = this.#longestMs;
    this.#longestMs = 0;
    return Math.round(longestMs);
  }

  #look(): void {
    const [seenMs, used] = [performance.now(), usedMs()];
    this.#longestMs = Math.max(this.#longestMs, Math.min(seenMs - this.#seenMs, used - this.#usedMs));
    this.#seenMs = seenMs;
    this.#usedMs = used;
  }
}

function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
