import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeError } from '../../../runtime/describe-error.ts';
import { startChild } from '../../stage/child.ts';
import type { Stage } from '../../stage/open-stage.ts';
import { startWorker } from '../../stage/worker.ts';
import { ConnectionCutter } from '../connection-cutter.ts';
import { KeptProcess, type ProcessNews } from './kept-process.ts';
import type { Broken, PartName, PartState, TimelineEntry } from './page-state.ts';

const serviceFile = fileURLToPath(new URL('service-process.ts', import.meta.url));

export type MachineNews = Pick<TimelineEntry, 'tone' | 'text' | 'detail'>;

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
  readonly broken: Broken = { workers: 0, temporal: 0, connections: 0 };

  constructor(options: MachineOptions) {
    this.#options = options;
    const { stage, env } = options;
    const service = (name: 'bot' | 'web', more: Record<string, string>) => () =>
      startChild({
        name,
        file: serviceFile,
        args: [name],
        env: { ...stage.env, ...more },
        logFile: join(stage.home, `${name}.log`),
        readyWhen: readySigns[name],
      });
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
    if (await this.#worker.kill()) this.broken.workers += 1;
  }

  /** Settles when another one runs on the same database. */
  async killTemporal(): Promise<void> {
    const { temporal } = this.#options.stage;
    if (this.#temporal !== 'up') return;
    const { pid } = temporal;
    this.#temporal = 'down';
    this.broken.temporal += 1;
    const killedAt = performance.now();
    try {
      await temporal.kill();
      this.#tell('bad', 'Temporal was killed', `SIGKILL for process ${pid}. Its database is all that is left of it.`);
      this.#temporal = 'starting';
      await temporal.startAgain();
      this.#temporal = 'up';
      const detail = `On the same database, ${seconds(performance.now() - killedAt)} later (process ${temporal.pid}).`;
      this.#tell('good', 'Temporal runs again', detail);
    } catch (error) {
      this.#tell('bad', 'Temporal does not start again', describeError(error));
    }
  }

  /** Those that are open now; where none is, the next call's, before its reply. */
  dropConnection(): void {
    const { control } = this.#options.stage.sandbox;
    const { open } = control.connections();
    const phone = this.#options.phone();
    if (open > 0) {
      control.restart('nothing');
      this.broken.connections += 1;
      this.#tell('bad', 'The worker’s connection to the data centre was cut');
      return;
    }
    if (phone === undefined || this.#cutting) return;
    this.#cutting = true;
    this.#cutter.cutNext(phone);
    this.#tell(
      'waits',
      'The next connection will be cut',
      'None is open now: while a person looks for a code, nothing is connected.',
    );
  }

  /** What was to be cut of the sign-in before is not cut any more. */
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
    this.broken.connections += 1;
    this.#tell('bad', 'Connection cut', `The data centre had handled ${method}; its reply was lost.`);
  }

  #tellOf(part: PartName, { state, pid, killed, downMs }: ProcessNews): void {
    if (state === 'up') {
      this.#tell('good', `Another ${part} takes over`, `${seconds(downMs)} later, as process ${pid}.`);
    } else if (killed) {
      this.#tell('bad', `The ${part} was killed`, `SIGKILL for process ${pid}, in the middle of whatever it did.`);
    } else {
      this.#tell('bad', `The ${part} has ended (process ${pid})`, 'Another one is started.');
    }
  }

  #tell(tone: MachineNews['tone'], text: string, detail?: string): void {
    this.#options.tell({ tone, text, ...(detail === undefined ? {} : { detail }) });
  }
}

/** What the services say on their output when they take work. */
const readySigns = { bot: 'ready', web: 'listens' } as const;

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
