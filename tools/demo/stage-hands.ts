import type { Stage } from '../stage/open-stage.ts';
import type { WorkerProcess } from '../stage/worker.ts';

/** Keeps one worker running, kills it on demand, and reads the data centre's control port. */
export class StageHands {
  readonly stage: Stage;
  readonly #teller: { does(line: string): void };
  #worker: WorkerProcess | undefined;
  workerRestarts = 0;

  constructor(stage: Stage, teller: { does(line: string): void }) {
    this.stage = stage;
    this.#teller = teller;
  }

  async startWorker(): Promise<void> {
    this.#worker = await this.stage.worker();
    this.#teller.does(`A worker takes over (pid ${this.#worker.pid}).`);
  }

  async killWorker(): Promise<void> {
    const { pid } = this.#worker ?? {};
    await this.#worker?.kill();
    this.workerRestarts += 1;
    this.#teller.does(`SIGKILL for the worker (pid ${pid}).`);
  }

  /** Calls per method for a number, as the data centre counted them. */
  async calls(phone: string): Promise<Record<string, number>> {
    const answer: unknown = await (await fetch(`${this.stage.sandbox.controlUrl}/calls`)).json();
    const counts = member(answer, 'counts');
    const ofPhone = member(counts, phone.slice(1));
    if (typeof ofPhone !== 'object' || ofPhone === null) return {};
    return Object.fromEntries(Object.entries(ofPhone).map(([method, count]) => [shortName(method), Number(count)]));
  }
}

function shortName(method: string): string {
  return method.slice(method.indexOf('.') + 1);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
