import type fc from 'fast-check';
import { expect } from 'vitest';
import { readCode } from '../../domain/code-entry.ts';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
import type { DeliveryType } from '../../domain/sent-code.ts';
import type { InboxEntry } from '../../sandbox/accounts/inbox.ts';
import { isAt, viewAt } from '../../tools/stage/next-view.ts';
import type { Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

export const PASSWORD = 'correct horse';

/** What a person who pays attention remembers of a sign-in; the rest is in its view. */
export type Model = {
  view: LoginView;
  /** The newest code was posted in a chat, so that it is void. */
  posted: boolean;
  kills: number;
};
export type Real = {
  stage: Stage;
  phone: string;
  numberId: string;
  hasPassword: boolean;
  restartWorker: () => Promise<WorkerProcess>;
};
type Command = fc.AsyncCommand<Model, Real>;

const arrivesAs: Partial<Record<DeliveryType, InboxEntry['kind']>> = {
  App: 'app',
  Sms: 'sms',
  SmsWord: 'sms',
  SmsPhrase: 'sms',
  Call: 'call',
  FlashCall: 'flashCall',
  MissedCall: 'missedCall',
  FragmentSms: 'fragment',
};
const underWay: ReadonlySet<StepKind> = new Set([
  'requesting',
  'resending',
  'checkingCode',
  'checkingPassword',
  'closing',
]);

/** Waits until no call is under way, and compares what the owner received and Telegram knows with what the person sees. */
export async function compare(real: Real, model: Model, known: LoginView = model.view): Promise<void> {
  const { stage, phone } = real;
  const view = await settledView(real, known);
  model.view = view;
  const { control } = stage.sandbox;
  // Each message that the owner got is one that somebody is on record for, and the other way round.
  await expect.poll(() => unaccounted(real)).toBe(0);
  const inbox = control.inbox(phone);
  const { authorizations, liveCodes } = control.account(phone);
  expect(inbox.length).toBeLessThanOrEqual(4);
  const states = authorizations.map(({ state }) => state);
  const { step } = view;
  switch (step.kind) {
    case 'enterCode': {
      const newest = inbox.at(-1);
      expect(newest?.kind).toBe(arrivesAs[step.delivery.type]);
      expect(readCode(newest?.code ?? '', step.format)).toMatchObject({ kind: 'code' });
      expect(states).toEqual([]);
      break;
    }
    case 'enterPassword':
      expect(states).toEqual(['passwordPending']);
      break;
    case 'signedIn':
      expect(states).toEqual(['signedIn']);
      break;
    case 'cancelled':
    case 'putOff':
      expect(states).toEqual([]);
      // A code that was accepted is spent with the key that it belongs to, which is logged out.
      if (step.leftOpen === undefined && !wasAccepted(view)) expect(liveCodes).toBe(0);
      break;
    default:
      expect(states).toEqual([]);
  }
}

function wasAccepted({ path = [] }: LoginView): boolean {
  return path.some(({ kind }) => kind === 'enterPassword');
}

/** Sends on record, less those that Telegram refused, less what the owner received. */
async function unaccounted({ stage, phone, numberId }: Real): Promise<number> {
  const { control } = stage.sandbox;
  const rows = await stage.records.audit({ numberId, limit: 200 });
  const { calls } = control.calls({ phone });
  const sends = new Set(['auth.sendCode', 'auth.resendCode']);
  const refused = calls.filter(({ method, outcome }) => sends.has(method) && !['ok', 'received'].includes(outcome));
  const recorded = rows.filter(({ act }) => act === 'sendCode' || act === 'resendCode');
  return recorded.length - refused.length - control.inbox(phone).length;
}

/** Rows are written beside the answers of commands. */
async function settledView({ stage, numberId }: Real, known: LoginView): Promise<LoginView> {
  for await (const view of stage.logins.watch(numberId, { signal: AbortSignal.timeout(15_000) })) {
    if (view.version >= known.version && !underWay.has(view.step.kind)) return view;
  }
  throw new Error('The sign-in is under way for longer than 15 s.');
}

const isStep = (model: Readonly<Model>, ...kinds: StepKind[]): boolean => kinds.includes(model.view.step.kind);

/** What a command made of the sign-in, when nothing is under way any more. */
async function then(real: Real, model: Model, answer: { view: LoginView }, ...allowed: StepKind[]): Promise<void> {
  await compare(real, model, answer.view);
  expect(allowed).toContain(model.view.step.kind);
}

function command(name: string, check: Command['check'], run: Command['run']): Command {
  return { check, run, toString: () => name };
}

export const entersNewestCode = command(
  'enters the newest code',
  (model) => isStep(model, 'enterCode'),
  async (model, real) => {
    const { code = '' } = real.stage.sandbox.control.inbox(real.phone).at(-1) ?? {};
    const answer = await real.stage.logins.enterCode(real.numberId, model.view.stepId, code);
    expect(answer.refusal).toBeUndefined();
    if (model.posted) {
      // A fresh one goes out by itself, once; then it is asked for.
      await then(real, model, answer, 'enterCode', 'restartOffered', 'failed');
      model.posted = false;
    } else if (real.stage.sandbox.control.inbox(real.phone).at(-1)?.code !== code) {
      // A newer one has come in between.
      await then(real, model, answer, 'enterCode', real.hasPassword ? 'enterPassword' : 'signedIn');
    } else await then(real, model, answer, real.hasPassword ? 'enterPassword' : 'signedIn');
  },
);

export const entersWrongCode = command(
  'enters a wrong code',
  (model) => isAt(model.view, 'enterCode') && model.view.step.format.kind === 'digits' && !model.posted,
  async (model, real) => {
    const { code = '' } = real.stage.sandbox.control.inbox(real.phone).at(-1) ?? {};
    const { triesLeft } = model.view.step as { triesLeft: number };
    const answer = await real.stage.logins.enterCode(
      real.numberId,
      model.view.stepId,
      code.replaceAll(/\d/gu, (d) => String(9 - Number(d))),
    );
    await then(real, model, answer, triesLeft > 1 ? 'enterCode' : 'restartOffered');
    if (isAt(answer.view, 'enterCode')) expect([triesLeft - 1, 2]).toContain(answer.view.step.triesLeft);
  },
);

export const postsTheCode = command(
  'posts the code in a chat',
  (model) => isStep(model, 'enterCode'),
  async (model, { stage, phone }) => {
    stage.sandbox.control.postedInChat(phone);
    model.posted = true;
    await Promise.resolve();
  },
);

export const waitsForTheNext = command(
  'waits for the next code',
  (model) => isAt(model.view, 'enterCode') && model.view.step.next.kind === 'automatic',
  async (model, real) => {
    const { version } = model.view;
    const view = await viewAt(real.stage.logins, real.numberId, 'enterCode', {
      fits: (next) => next.version > version,
    });
    model.posted = false;
    await then(real, model, { view }, 'enterCode');
  },
);

export const asksForAnother = command(
  'asks for another code',
  (model) => isStep(model, 'enterCode'),
  async (model, real) => {
    const before = real.stage.sandbox.control.inbox(real.phone).length;
    const answer = await real.stage.logins.resend(real.numberId, model.view.stepId);
    await then(real, model, answer, 'enterCode');
    const { length } = real.stage.sandbox.control.inbox(real.phone);
    if (answer.refusal !== undefined) expect(length).toBeGreaterThanOrEqual(before);
    else expect(length).toBe(before + 1);
    if (length > before) model.posted = false;
  },
);

export const saysThatNoneCame = command(
  'says that no code came',
  (model) => isStep(model, 'enterCode'),
  async (model, real) => {
    const answer = await real.stage.logins.noCode(real.numberId, model.view.stepId, false);
    await then(real, model, answer, 'enterCode');
    // The next code may have come in between: then it was another question.
    if (answer.refusal === undefined) expect(answer.view.step).toMatchObject({ advice: 'signInOnPhoneFirst' });
    else expect(answer.refusal.code).toBe('STALE_STEP');
  },
);

export const asksAnew = command(
  'asks for a fresh code',
  (model) => model.view.actions.includes('restart'),
  async (model, real) => {
    const answer = await real.stage.logins.restart(real.numberId, model.view.stepId);
    model.posted = false;
    if (answer.refusal === undefined) await then(real, model, answer, 'enterCode', 'failed', 'serverWait');
    else {
      expect(answer.refusal.code).toBe('SEND_BUDGET_USED_UP');
      await compare(real, model, answer.view);
    }
  },
);

export const entersPassword = command(
  'enters the password',
  (model) => isStep(model, 'enterPassword'),
  async (model, real) => {
    const answer = await real.stage.logins.submitPassword(real.numberId, model.view.stepId, PASSWORD);
    await then(real, model, answer, 'signedIn');
  },
);

export const entersWrongPassword = command(
  'enters a wrong password',
  (model) => isStep(model, 'enterPassword'),
  async (model, real) => {
    const answer = await real.stage.logins.submitPassword(real.numberId, model.view.stepId, 'wrong');
    await then(real, model, answer, 'enterPassword');
    expect(model.view.step).toMatchObject({ problem: { kind: 'wrongPassword' } });
  },
);

export const answersAnOldQuestion = command(
  'answers a question of before',
  (model) => !model.view.ended && !model.view.stepId.endsWith('/1'),
  async (model, real) => {
    const old = `${model.view.loginId}/1`;
    const answer = await real.stage.logins.restart(real.numberId, old);
    expect(answer.refusal?.code).toBe('STALE_STEP');
    await compare(real, model, answer.view);
  },
);

export const comesBackLater = command(
  'comes back in a moment',
  (model) => !model.view.ended && model.view.actions.includes('later'),
  async (model, real) => {
    const untilMs = Date.now() + 800;
    const { refusal } = await real.stage.logins.later(real.numberId, model.view.stepId, { untilMs });
    // A worker that was lost may come back after the moment.
    if (refusal !== undefined) {
      expect(refusal.code).toBe('TIME_OUT_OF_RANGE');
      return;
    }
    model.posted = false;
    const view = await viewAt(real.stage.logins, real.numberId, 'restartOffered', {
      fits: ({ version }) => version > model.view.version,
    });
    await then(real, model, { view }, 'restartOffered');
  },
);

export const losesTheWorker = command(
  'loses the worker',
  (model) => !model.view.ended && model.kills < 1,
  async (model, real) => {
    model.kills += 1;
    await real.restartWorker();
    await compare(real, model);
  },
);

export const cancels = command(
  'cancels',
  (model) => !model.view.ended,
  async (model, real) => {
    await then(real, model, await real.stage.logins.cancel(real.numberId), 'cancelled');
    model.posted = false;
  },
);
