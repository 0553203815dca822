import {
  type EmbeddedTemporal,
  type EmbeddedTemporalOptions,
  startEmbeddedTemporal,
} from '../../runtime/embedded-temporal/start-embedded-temporal.ts';
import { identityOf, signalProcess } from '../../runtime/process-identity.ts';

/** A Temporal server that can be killed, and started again on the same database and at the same address. */
export class TemporalServer {
  readonly #options: EmbeddedTemporalOptions;
  #running: EmbeddedTemporal;

  static async start(options: EmbeddedTemporalOptions): Promise<TemporalServer> {
    return new TemporalServer(options, await startEmbeddedTemporal(options));
  }

  private constructor(options: EmbeddedTemporalOptions, running: EmbeddedTemporal) {
    this.#options = options;
    this.#running = running;
  }

  get address(): string {
    return this.#running.address;
  }

  get pid(): number {
    return this.#running.pid;
  }

  /** SIGKILL: nothing of it runs after this has settled. */
  async kill(): Promise<void> {
    const server = identityOf(this.#running.pid);
    if (server !== undefined) signalProcess(server, 'SIGKILL');
    await this.#running.stop();
  }

  async startAgain(): Promise<void> {
    this.#running = await startEmbeddedTemporal(this.#options);
  }

  async stop(): Promise<void> {
    await this.#running.stop();
  }
}
