import type { CommandContext } from '../../client/cli/command-context.ts';
import type { LoginClient } from '../../client/login-client.ts';
import type { Stage } from '../stage/open-stage.ts';
import { BreakKeys } from './break-keys.ts';
import { ConnectionCutter } from './connection-cutter.ts';
import type { Scoreboard } from './scoreboard.ts';
import { StageHands } from './stage-hands.ts';

const FIRST_NUMBER = 4_915_112_344_610;

/** What a person at the terminal has in hand: sign-ins, the worker's life, the data centre's connections. */
export class Player {
  readonly stage: Stage;
  readonly hands: StageHands;
  readonly logins: LoginClient;
  readonly context: CommandContext;
  readonly #scoreboard: Scoreboard;
  readonly #keys: BreakKeys;
  readonly #cutter: ConnectionCutter;
  #stories = 0;
  #replacing = false;

  constructor(stage: Stage, context: CommandContext, scoreboard: Scoreboard) {
    this.stage = stage;
    this.context = context;
    this.#scoreboard = scoreboard;
    this.hands = new StageHands(stage, { does: (line) => this.#say(line) });
    this.#keys = new BreakKeys({
      'ctrl-x': () => void this.replaceWorker().catch((error: unknown) => this.#say(String(error))),
      'ctrl-o': () => this.#cutNext(),
    });
    this.#cutter = new ConnectionCutter(stage.sandbox.control, (method) =>
      this.#say(`${method} was handled and the connection cut before its reply.`),
    );
    this.logins = stage.logins;
    this.#keys.listen();
  }

  /** A number for a story that was never played: its sends are counted from none. */
  nextPhone(): { phone: string; label: string } {
    const phone = `+${FIRST_NUMBER + this.#stories}`;
    this.#stories += 1;
    const { control } = this.stage.sandbox;
    Object.assign(this.#scoreboard, { phone, inbox: () => control.inbox(phone) });
    return { phone, label: `Support ${this.#stories}` };
  }

  /** SIGKILL for the worker, and another one. `meanwhile` runs while there is none. */
  async replaceWorker(meanwhile: () => void = () => undefined): Promise<void> {
    if (this.#replacing) return;
    this.#replacing = true;
    try {
      await this.hands.killWorker();
      this.#scoreboard.workerKills = this.hands.workerRestarts;
      meanwhile();
      await this.hands.startWorker();
    } finally {
      this.#replacing = false;
    }
  }

  storyEnds(): void {
    this.#cutter.stop();
  }

  leave(): void {
    this.#cutter.stop();
    this.#keys.stop();
  }

  #cutNext(): void {
    const { phone } = this.#scoreboard;
    if (phone === undefined) return;
    this.#cutter.cutNext(phone);
    this.#say('The next call will be handled, and its connection cut before the reply.');
  }

  #say(news: string): void {
    this.#scoreboard.news = news;
  }
}
