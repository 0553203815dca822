import { join } from 'node:path';
import { describeError } from '../../../runtime/describe-error.ts';
import type { Stage } from '../../stage/open-stage.ts';
import { type ServiceName, startService } from '../../stage/service.ts';
import { startWorker } from '../../stage/worker.ts';
import { ConnectionCutter } from '../connection-cutter.ts';
import { KeptProcess, type ProcessNews } from './kept-process.ts';
import type { Broken, PartName, PartState, TimelineEntry } from './page-state.ts';

/** `broke`: what was broken by hand. */
export type MachineNews = Pick<TimelineEntry, 'tone' | 'text' | 'detail'> & { broke?: keyof Broken };

export type MachineOptions = {
  stage: Stage;
  /** Besides the stage's own. */
  env: { bot: Record<string, string>; console: Record<string, string> };
  tell: (news: MachineNews) => void;
  /** The number whose next call loses its connection. */
  phone: () => string | undefined;
};

/** The real processes of Latchkey behind the page, and what breaks them. */
export class Machine {
  readonly #options: MachineOptions;
  readonly #worker: KeptProcess;
  readonly #bot: KeptProcess;
  readonly #console: KeptProcess;
  readonly #cutter: ConnectionCutter;
  #temporal: PartState = 'up';
  #cutting = false;

  constructor(options: MachineOptions) {
    this.#options = options;
    const { stage, env } = options;
    const service = (name: ServiceName, more: Record<string, string>) => () =>
      startService(name, { ...stage.env, ...more }, join(stage.home, `${name}.log`));
    this.#worker = new KeptProcess(
      () => startWorker(stage.env, stage.logFile),
      (news) => this.#tellOf('worker', news),
    );
    this.#bot = new KeptProcess(service('bot', env.bot), (news) => this.#tellOf('bot', news));
    this.#console = new KeptProcess(service('web', env.console), (news) => this.#tellOf('console', news));
    this.#cutter = new ConnectionCutter(stage.sandbox.control, (method) => this.#wasCut(method));
  }

  get parts(): Record<PartName, PartState> {
    return {
      worker: this.#worker.state,
      temporal: this.#temporal,
      bot: this.#bot.state,
      console: this.#console.state,
    };
  }

  get cutting(): boolean {
    return this.#cutting;
  }

  async start(): Promise<void> {
    await Promise.all([this.#worker.start(), this.#bot.start(), this.#console.start()]);
  }

  async killWorker(): Promise<void> {
    await this.#worker.kill();
  }

  /** Settles when another one runs on the same database. */
  async killTemporal(): Promise<void> {
    const { temporal } = this.#options.stage;
    if (this.#temporal !== 'up') return;
    const { pid } = temporal;
    this.#temporal = 'down';
    const killedAt = performance.now();
    try {
      await temporal.kill();
      const left = `SIGKILL for process ${pid}. Its database is all that is left of it.`;
      this.#tell({ tone: 'bad', text: 'Temporal was killed', detail: left, broke: 'temporal' });
      this.#temporal = 'starting';
      await temporal.startAgain();
      this.#temporal = 'up';
      const detail = `On the same database, ${seconds(performance.now() - killedAt)} later (process ${temporal.pid}).`;
      this.#tell({ tone: 'good', text: 'Temporal runs again', detail });
    } catch (error) {
      this.#tell({ tone: 'bad', text: 'Temporal does not start again', detail: describeError(error) });
    }
  }

  /** Those that are open now; where none is, the next call's, before its reply. */
  dropConnection(): void {
    const { control } = this.#options.stage.sandbox;
    const { open } = control.connections();
    const phone = this.#options.phone();
    if (open > 0) {
      control.restart('nothing');
      this.#tell({ tone: 'bad', text: 'The worker’s connection to the data centre was cut', broke: 'connections' });
      return;
    }
    if (phone === undefined || this.#cutting) return;
    this.#cutting = true;
    this.#cutter.cutNext(phone);
    this.#tell({
      tone: 'waits',
      text: 'The next connection will be cut',
      detail: 'None is open now: while a person looks for a code, nothing is connected.',
    });
  }

  /** Another sign-in is played: what was to be cut of the one before is not cut any more. */
  nextSignIn(): void {
    this.#cutting = false;
    this.#cutter.stop();
  }

  async close(): Promise<void> {
    this.#cutter.stop();
    await Promise.all([this.#bot.close(), this.#console.close(), this.#worker.close()]);
  }

  #wasCut(method: string): void {
    this.#cutting = false;
    const detail = `The data centre had handled ${method}; its reply was lost.`;
    this.#tell({ tone: 'bad', text: 'Connection cut', detail, broke: 'connections' });
  }

  #tellOf(part: PartName, { state, pid, killed, downMs }: ProcessNews): void {
    if (state === 'up') {
      const detail = `${seconds(downMs)} later, as process ${pid}.`;
      this.#tell({ tone: 'good', text: `Another ${part} takes over`, detail });
    } else if (killed) {
      const detail = `SIGKILL for process ${pid}, in the middle of whatever it did.`;
      this.#tell({ tone: 'bad', text: `The ${part} was killed`, detail, broke: 'workers' });
    } else {
      this.#tell({ tone: 'bad', text: `The ${part} has ended (process ${pid})`, detail: 'Another one is started.' });
    }
  }

  #tell(news: MachineNews): void {
    this.#options.tell(news);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
