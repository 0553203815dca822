import {
  Connection,
  type InternalConnectionOptions,
  InternalConnectionOptionsSymbol,
  // Not in the package's index; `@temporalio/testing` takes it from here too.
} from '@temporalio/client/lib/connection.js';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';

/** The server ends connections that are pinged more often than every five minutes; the SDK does so every 30 seconds. */
const channelArgs = { 'grpc.keepalive_time_ms': 3_600_000 };

type TestService = NonNullable<Connection['testService']>;

/**
 * The time of workflows on a test server. It is skipped where nothing is under way; during a workflow task or an activity
 * it goes by like anybody's.
 */
export class SkippedClock {
  /** For clients too. */
  readonly connection: Connection;
  readonly #service: TestService;
  #aheadMs = 0;
  #watchedSince = performance.now();

  static async open(address: string): Promise<SkippedClock> {
    const options: InternalConnectionOptions = {
      address,
      channelArgs,
      [InternalConnectionOptionsSymbol]: { supportsTestService: true },
    };
    const connection = await Connection.connect(options);
    if (connection.testService === undefined) throw new Error('This version of the SDK has no test service.');
    return new SkippedClock(connection, connection.testService);
  }

  private constructor(connection: Connection, service: TestService) {
    this.connection = connection;
    this.#service = service;
  }

  /** As it was when it was last read, and real time since. */
  readonly nowMs = (): number => Date.now() + this.#aheadMs;

  async read(): Promise<number> {
    const { time } = await this.#service.getCurrentTime({});
    // The clock of a data centre does not go back by the milliseconds that the answer took.
    this.#aheadMs = Math.max(this.#aheadMs, tsToMs(time) - Date.now());
    return this.nowMs();
  }

  /** Skips to that instant, from timer to timer; what they set off is waited for. */
  async passUntil(atMs: number): Promise<void> {
    const leftMs = atMs - (await this.read());
    if (leftMs > 0) await this.#service.unlockTimeSkippingWithSleep({ duration: msToTs(leftMs) });
    await this.read();
  }

  /**
   * A minute further, in which something that is a few seconds late happens in skipped time: waited for after the skip, it
   * would take as much real time as it is late, and look in time (`expectOnTime`).
   */
  async passOver(dueMs: number): Promise<void> {
    await this.passUntil(dueMs + 60_000);
  }

  /** A sign-in begins: from now on real time is measured. */
  watch(): void {
    this.#watchedSince = performance.now();
  }

  /**
   * By a clock that nobody skips: so late may be what happens, and no later. From the beginning, for a timer is late by what the
   * task that set it took.
   */
  realMs(): number {
    return performance.now() - this.#watchedSince;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
