import { describeView } from '../../../client/texts/describe-view.ts';
import { fill } from '../../../client/texts/fill.ts';
import * as texts from '../../../client/texts/texts.ts';
import type { LoginView, PathStep, StepKind } from '../../../domain/login-view.ts';
import type { CallEntry } from '../../../sandbox/control/call-log.ts';
import type { Received } from '../../stage/account-owner.ts';
import { PASSWORD } from '../script.ts';
import type { Broken, PageAccount, TimelineEntry } from './page-state.ts';
import type { PageStory } from './page-stories.ts';
import { askedTwice, type Mark } from './score-of.ts';
import { Timeline } from './timeline.ts';

const sends: readonly string[] = ['auth.sendCode', 'auth.resendCode'];

/** One account that is played, and all that is seen of its sign-in. */
export class SignIn {
  readonly label: string;
  readonly phone: string;
  readonly numberId: string;
  readonly story: PageStory;
  /** While it was played. */
  readonly broken: Broken = { workers: 0, temporal: 0, connections: 0 };
  readonly timeline = new Timeline();
  readonly #begunAtMs = Date.now();
  readonly #marks: Mark[] = [];
  readonly #seen = new Set<string>();
  #view: LoginView | undefined;
  #sent = 0;
  /** How many steps of the view's path stand in the timeline. */
  #walked = 0;

  constructor(known: Pick<SignIn, 'label' | 'phone' | 'numberId' | 'story'>) {
    this.label = known.label;
    this.phone = known.phone;
    this.numberId = known.numberId;
    this.story = known.story;
  }

  get view(): LoginView | undefined {
    return this.#view;
  }

  get codesSent(): number {
    return this.#sent;
  }

  get askedTwice(): number {
    return askedTwice(this.#marks);
  }

  /** A view as the records have it, and the steps on its path that were over before anybody looked. */
  see(view: LoginView, changedAtMs: number): void {
    if (view.loginId !== this.#view?.loginId) this.#walked = 0;
    this.#view = view;
    const path = view.path ?? [];
    for (const { kind, way, atMs } of path.slice(this.#walked, -1)) {
      this.timeline.add({ lane: 'signIn', tone: tones[kind], text: headlineOf(kind, way) }, { atMs });
    }
    this.#walked = Math.max(this.#walked, path.length);
    this.#seeStep(view, path.at(-1)?.atMs ?? changedAtMs);
  }

  /** A call as the data centre saw it, when it came and when it was handled. */
  call({ seq, atMs, method, outcome }: CallEntry): void {
    const news = { text: method, detail: outcomeInWords(outcome), tone: toneOf(outcome) };
    const id = `call-${seq}`;
    if (this.timeline.entries.some((entry) => entry.id === id)) this.timeline.change(id, news);
    else this.timeline.add({ lane: 'dataCentre', ...news }, { id, atMs });
    if (outcome === 'received') return;
    if (outcome === 'ok' && sends.includes(method)) this.#sent += 1;
    if (method === 'auth.signIn' && ['ok', 'SESSION_PASSWORD_NEEDED'].includes(outcome))
      this.#marks.push({ kind: 'accepted', what: 'code' });
    if (method === 'auth.checkPassword' && outcome === 'ok') this.#marks.push({ kind: 'accepted', what: 'password' });
  }

  #seeStep(view: LoginView, atMs: number): void {
    const question = `${view.loginId} ${view.stepId} ${view.step.kind}`;
    if (this.#seen.has(question)) return;
    this.#seen.add(question);
    this.#marks.push({ kind: 'asked', step: view.step.kind });
    const { headline, lines } = describeView(view, Date.now(), { times: 'relative' });
    const detail = problemOf(view) ?? lines.find((line) => line !== texts.login.notTelegram);
    const news = { lane: 'signIn', tone: tones[view.step.kind], text: headline } as const;
    this.timeline.add({ ...news, ...(detail === undefined ? {} : { detail }) }, { atMs });
  }

  shown(inbox: readonly Received[]): PageAccount {
    const step = this.#view?.step.kind;
    return {
      label: this.label,
      phone: this.phone,
      title: this.story.title,
      begunAtMs: this.#begunAtMs,
      password: this.story.account.password2fa === undefined ? '' : PASSWORD,
      inbox: inbox.map(({ atMs, kind, text, code }) => ({ atMs, kind, text, code })),
      timeline: [...this.timeline.entries],
      ...(step === undefined ? {} : { step }),
    };
  }
}

const tones: Record<StepKind, TimelineEntry['tone']> = {
  requesting: 'plain',
  enterCode: 'waits',
  resending: 'plain',
  checkingCode: 'plain',
  enterPassword: 'waits',
  checkingPassword: 'plain',
  scan: 'waits',
  enterRecoveryCode: 'waits',
  chooseRecovery: 'waits',
  recovering: 'plain',
  serverWait: 'waits',
  outcomeUnknown: 'waits',
  enterEmail: 'waits',
  sendingEmailCode: 'plain',
  resettingEmail: 'plain',
  putOff: 'waits',
  restartOffered: 'waits',
  closing: 'plain',
  signedIn: 'good',
  cancelled: 'bad',
  failed: 'bad',
};

function headlineOf(kind: StepKind, way: PathStep['way']): string {
  return fill(texts.login.headlines[kind], { way: way === undefined ? '' : texts.login.ways[way], name: '' }).trim();
}

function problemOf({ step }: LoginView): string | undefined {
  if (step.kind === 'enterCode' && step.problem !== undefined) return `Refused; ${step.triesLeft} tries are left.`;
  if (step.kind === 'enterPassword' && step.problem !== undefined) return 'The password was refused.';
  return undefined;
}

function outcomeInWords(outcome: string): string {
  if (outcome === 'received') return 'is being handled';
  return outcome === 'ok' ? 'answered' : outcome;
}

function toneOf(outcome: string): TimelineEntry['tone'] {
  if (outcome === 'received') return 'waits';
  return outcome === 'ok' || outcome === 'SESSION_PASSWORD_NEEDED' ? 'plain' : 'bad';
}
