import { assertNever } from '../../../domain/assert-never.ts';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { describeError } from '../../../runtime/describe-error.ts';
import type { Stage } from '../../stage/open-stage.ts';
import { issueLink } from '../../../client/access/links.ts';
import { hintOf } from './hint-of.ts';
import type { Machine, MachineNews } from './machine.ts';
import { OPERATOR } from './cast.ts';
import type { ActAnswer, PageAct } from './page-act.ts';
import type { ChatMessage, PageState } from './page-state.ts';
import { storyAt } from './page-stories.ts';
import { SignIn } from './sign-in.ts';
import { Watcher } from './watcher.ts';

const FIRST_NUMBER = 4_915_112_344_611;

export type ShowOptions = { stage: Stage; botApi: BotApi; publicUrl: string; onChange: () => void };

/** What is played on the page: accounts one after another, and what happens to them. */
export class Show {
  readonly #options: ShowOptions;
  readonly #watcher: Watcher;
  readonly #signIns: SignIn[] = [];
  #played: SignIn | undefined;
  #starting = false;
  #machine: Machine | undefined;
  #trouble: string | undefined;

  constructor(options: ShowOptions) {
    this.#options = options;
    const byNumber = (numberId: string) => this.#signIns.find((one) => one.numberId === numberId);
    const byPhone = (phone: string) => this.#signIns.find((one) => one.phone === `+${phone}`);
    this.#watcher = new Watcher({
      stage: options.stage,
      onView: (view, changedAtMs) => {
        const signIn = byNumber(view.numberId);
        if (signIn === undefined) return;
        if (signIn.view?.loginId !== view.loginId) this.#play(signIn);
        signIn.see(view, changedAtMs);
      },
      onCall: (call) => byPhone(call.phone ?? '')?.call(call),
      onLook: options.onChange,
      onError: (error) => this.fail(error),
    });
  }

  async open(machine: Machine): Promise<void> {
    this.#machine = machine;
    await this.#startAnother();
    this.#watcher.start();
  }

  close(): void {
    this.#watcher.stop();
  }

  fail(error: unknown): void {
    this.#trouble = describeError(error);
    this.#options.onChange();
  }

  get phone(): string | undefined {
    return this.#played?.phone;
  }

  /** The machinery has news, which the sign-in that is played lives through. */
  readonly tell = ({ broke, ...news }: MachineNews): void => {
    this.#played?.timeline.add({ lane: 'machine', ...news });
    if (broke !== undefined && this.#played !== undefined) this.#played.broken[broke] += 1;
    this.#options.onChange();
  };

  async act(act: PageAct): Promise<ActAnswer> {
    const { chats } = this.#options.botApi;
    switch (act.kind) {
      case 'say':
        chats.say(OPERATOR.id, OPERATOR.id, act.text);
        return {};
      case 'press': {
        const answer = await chats.press(OPERATOR.id, act.messageId, OPERATOR.id, act.place);
        if (answer === undefined) return { toast: 'The bot has not answered yet.' };
        return answer.text === '' ? {} : { toast: answer.text, alert: answer.alert };
      }
      case 'shareContact':
        if (this.phone !== undefined) chats.shareContact(OPERATOR.id, { phone: this.phone, userId: null });
        return {};
      case 'killWorker':
        await this.#machine?.killWorker();
        return {};
      case 'killTemporal':
        void this.#machine?.killTemporal();
        return {};
      case 'dropConnection':
        this.#machine?.dropConnection();
        return {};
      case 'startAnother':
        await this.#startAnother();
        return {};
      case 'choose':
        this.#play(this.#signIns.find(({ phone }) => phone === act.phone));
        return {};
      default:
        return assertNever(act);
    }
  }

  /** Signs the operator in to the console, once. */
  async consoleLink(): Promise<string> {
    const { stage, publicUrl } = this.#options;
    return await issueLink(stage.records, publicUrl, { kind: 'signIn', userId: OPERATOR.id });
  }

  get state(): PageState {
    const { stage, botApi } = this.#options;
    const { control } = stage.sandbox;
    const machine = this.#machine;
    return {
      nowMs: Date.now(),
      chat: {
        messages: botApi.chats.messages(OPERATOR.id).map((message) => shownMessage(message)),
        keys: botApi.chats.keys(OPERATOR.id)?.rows ?? [],
        commands: botApi.chats.commands().flatMap(({ commands }) => commands),
      },
      accounts: this.#signIns.map((one) => one.shown(control.inbox(one.phone))),
      ...(this.phone === undefined ? {} : { shown: this.phone }),
      ...(this.#next === undefined ? {} : { next: this.#next }),
      parts: machine?.parts ?? { worker: 'starting', temporal: 'up', bot: 'starting', console: 'starting' },
      cutting: machine?.cutting ?? false,
      hint: this.#hint(),
      score: {
        signedIn: this.#signIns.filter(({ view }) => view?.step.kind === 'signedIn').length,
        codesSent: sum(this.#signIns.map(({ codesSent }) => codesSent)),
        askedTwice: sum(this.#signIns.map((one) => one.askedTwice)),
        broken: {
          workers: sum(this.#signIns.map(({ broken }) => broken.workers)),
          temporal: sum(this.#signIns.map(({ broken }) => broken.temporal)),
          connections: sum(this.#signIns.map(({ broken }) => broken.connections)),
        },
      },
      ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }),
    };
  }

  /** One that nobody has begun with. */
  get #untouched(): SignIn | undefined {
    return this.#signIns.find(({ view }) => view === undefined);
  }

  /** One account at a time: there is no next one before somebody has begun with the newest. */
  get #next(): string | undefined {
    return this.#starting || this.#untouched !== undefined ? undefined : `Support ${this.#signIns.length + 1}`;
  }

  #play(signIn: SignIn | undefined): void {
    if (signIn === undefined || signIn === this.#played) return;
    this.#played = signIn;
    this.#machine?.nextSignIn();
    this.#options.onChange();
  }

  #hint(): PageState['hint'] {
    const current = this.#played;
    if (current === undefined) return { text: 'A worker, the bot and the console are being started.' };
    const { view, label, story, phone } = current;
    const code = this.#options.stage.sandbox.control.inbox(phone).at(-1)?.code;
    return hintOf({
      label,
      story,
      isFirst: current === this.#signIns[0],
      unfinished: this.#signIns.find((one) => one !== current && one.view?.ended === false)?.label,
      untouched: this.#untouched?.label,
      step: view?.step.kind,
      code,
      wentOn: current.codesSent > 1 || (view?.step.kind === 'enterCode' && hasGoneOn(view.step)),
      workerRuns: this.#machine?.parts.worker === 'up',
      codesSent: current.codesSent,
      askedTwice: current.askedTwice,
      broken: current.broken,
    });
  }

  async #startAnother(): Promise<void> {
    const label = this.#next;
    if (label === undefined) return;
    const place = this.#signIns.length;
    const phone = `+${FIRST_NUMBER + place}`;
    const story = storyAt(place);
    this.#starting = true;
    try {
      const { numberId } = await this.#options.stage.enrol(phone, label, story.account);
      const signIn = new SignIn({ label, phone, numberId, story });
      this.#signIns.push(signIn);
      this.#play(signIn);
    } finally {
      this.#starting = false;
    }
  }
}

function hasGoneOn({ problem, advice }: { problem?: unknown; advice?: unknown }): boolean {
  return problem !== undefined || advice !== undefined;
}

function shownMessage(message: ReturnType<BotApi['chats']['messages']>[number]): ChatMessage {
  const { id, atMs, from, text, entities, buttons, edits, contact } = message;
  return {
    id,
    atMs,
    mine: !from.isBot,
    text,
    entities,
    buttons: buttons.map((row) =>
      row.map(({ text: label, url, copies, style }) => ({
        text: label,
        ...(url === undefined ? {} : { url }),
        ...(copies === undefined ? {} : { copies }),
        ...(style === undefined ? {} : { style }),
      })),
    ),
    edits,
    ...(contact === undefined ? {} : { contact: contact.phone }),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
