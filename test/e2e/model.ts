import type fc from 'fast-check';
import { expect } from 'vitest';
import { readCode } from '../../domain/code-entry.ts';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
import type { DeliveryType } from '../../domain/sent-code.ts';
import type { InboxEntry } from '../../sandbox/accounts/inbox.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

/** What a person who pays attention remembers of a sign-in; the rest is in its view. */
export type Model = {
  view: LoginView;
  /** How much the owner had received when it was compared last, and when a code was posted in a chat, which voids it. */
  received: number;
  postedAt: number;
  kills: number;
  /** The address that was named last, for a login e-mail. */
  address?: string;
};
export type Real = {
  stage: Stage;
  phone: string;
  numberId: string;
  scenario: ScenarioInput;
  restartWorker: () => Promise<WorkerProcess>;
};
export const PASSWORD = 'correct horse';

export type Command = fc.AsyncCommand<Model, Real>;

export function command(name: string, check: Command['check'], run: Command['run']): Command {
  return { check, run, toString: () => name };
}

const arrivesAs: Partial<Record<DeliveryType, InboxEntry['kind']>> = {
  App: 'app',
  Sms: 'sms',
  SmsWord: 'sms',
  SmsPhrase: 'sms',
  Call: 'call',
  FlashCall: 'flashCall',
  MissedCall: 'missedCall',
  FragmentSms: 'fragment',
  EmailCode: 'email',
};
const underWay: ReadonlySet<StepKind> = new Set([
  'requesting',
  'resending',
  'checkingCode',
  'sendingEmailCode',
  'resettingEmail',
  'checkingPassword',
  'recovering',
  'closing',
]);
const atPassword: ReadonlySet<StepKind> = new Set(['enterPassword', 'enterRecoveryCode', 'chooseRecovery']);

/** Waits until no call is under way, and compares what the owner received and Telegram knows with what the person sees. */
export async function compare(real: Real, model: Model, known: LoginView = model.view): Promise<void> {
  const { stage, phone } = real;
  const view = await settledView(real, known);
  model.view = view;
  const { control } = stage.sandbox;
  // Each message that the owner got is one that somebody is on record for, and the other way round.
  await expect.poll(() => unaccounted(real)).toBe(0);
  const { authorizations, liveCodes } = control.account(phone);
  model.received = control.inbox(phone).length;
  const mails = answeredWell(real, 'account.sendVerifyEmailCode') + answeredWell(real, 'auth.requestPasswordRecovery');
  expect(model.received - mails).toBeLessThanOrEqual(4);
  const states = authorizations.map(({ state }) => state);
  const { step } = view;
  expect(states).toEqual(
    atPassword.has(step.kind) ? ['passwordPending'] : step.kind === 'signedIn' ? ['signedIn'] : [],
  );
  switch (step.kind) {
    case 'enterCode': {
      const received = newest(real);
      expect(received?.kind).toBe(arrivesAs[step.delivery.type]);
      expect(readCode(received?.code ?? '', step.format)).toMatchObject({ kind: 'code' });
      if (step.verifies === true) expect(patternOf(step.delivery)).toBe(`${model.address?.slice(0, 1)}***@e***.org`);
      break;
    }
    case 'enterRecoveryCode':
      expect(newest(real)).toMatchObject({ kind: 'email', text: expect.stringContaining('recovery code') as unknown });
      expect(step.emailPattern).toBe('o***r@e******.org');
      break;
    case 'cancelled':
    case 'putOff':
      // A code that was accepted is spent with the key that it belongs to, which is logged out.
      if (step.leftOpen === undefined && !wasAccepted(view)) expect(liveCodes).toBe(0);
      break;
    default:
  }
}

/** The newest code is one that was posted. */
export function isVoid({ received, postedAt }: Readonly<Model>): boolean {
  return received <= postedAt;
}

export function newest({ stage, phone }: Real): InboxEntry | undefined {
  return stage.sandbox.control.inbox(phone).at(-1);
}

function patternOf(delivery: Extract<LoginView['step'], { kind: 'enterCode' }>['delivery']): string | undefined {
  return delivery.type === 'EmailCode' ? delivery.emailPattern : undefined;
}

function wasAccepted({ path = [] }: LoginView): boolean {
  return path.some(({ kind }) => kind === 'enterPassword');
}

/** How many calls of a method did what they were for. */
export function answeredWell({ stage, phone }: Real, method: string): number {
  return stage.sandbox.control.calls({ phone, method }).calls.filter(({ outcome }) => outcome === 'ok').length;
}

const recordedAs: Readonly<Record<string, string>> = {
  sendCode: 'auth.sendCode',
  resendCode: 'auth.resendCode',
  enterEmail: 'account.sendVerifyEmailCode',
  verifyEmail: 'account.verifyEmail',
  resetEmail: 'auth.resetLoginEmail',
  requestRecovery: 'auth.requestPasswordRecovery',
};

/** Sends on record, less those that Telegram refused, less those that bring nothing, less what the owner received. */
async function unaccounted(real: Real): Promise<number> {
  const { stage, phone, numberId, scenario } = real;
  const rows = await stage.records.audit({ numberId, limit: 200 });
  const { calls } = stage.sandbox.control.calls({ phone });
  const sends = new Set(Object.values(recordedAs));
  const refused = calls.filter(({ method, outcome }) => sends.has(method) && !['ok', 'received'].includes(outcome));
  const recorded = rows.filter(({ act }) => Object.hasOwn(recordedAs, act));
  const [first] = scenario.deliveries ?? [];
  const askedForAddress = first?.type === 'SetUpEmailRequired' ? answeredWell(real, 'auth.sendCode') : 0;
  // A reset that takes time brings a code when it is over.
  const isSlow = first?.type === 'EmailCode' && (first.resetTakesSeconds ?? 0) > 0;
  const announcedReset = isSlow ? Math.min(1, answeredWell(real, 'auth.resetLoginEmail')) : 0;
  const silent = askedForAddress + announcedReset;
  return recorded.length - refused.length - silent - stage.sandbox.control.inbox(phone).length;
}

/** Rows are written beside the answers of commands. */
async function settledView({ stage, numberId }: Real, known: LoginView): Promise<LoginView> {
  for await (const view of stage.logins.watch(numberId, { signal: AbortSignal.timeout(20_000) })) {
    if (view.version >= known.version && !underWay.has(view.step.kind)) return view;
  }
  throw new Error('The sign-in is under way for longer than 20 s.');
}

export const isStep = (model: Readonly<Model>, ...kinds: StepKind[]): boolean => kinds.includes(model.view.step.kind);

/** What a command made of the sign-in, when nothing is under way any more. */
export async function becomes(
  real: Real,
  model: Model,
  { view }: { view: LoginView },
  ...allowed: StepKind[]
): Promise<void> {
  const { step } = model.view;
  // The date of a reset that is waited for may come at any moment.
  const isDue = step.kind === 'enterCode' && step.emailResetAtMs !== undefined;
  await compare(real, model, view);
  expect([...allowed, ...(isDue ? ['restartOffered'] : [])]).toContain(model.view.step.kind);
}

/**
 * Whether a command was refused because the sign-in went on by itself meanwhile: a resend, or the date of a reset. Any
 * other refusal is a mistake.
 */
export async function wasOvertaken(real: Real, model: Model, { view, refusal }: CommandAnswer): Promise<boolean> {
  if (refusal === undefined) return false;
  const { stepId } = model.view;
  expect(['STALE_STEP', 'NOT_NOW']).toContain(refusal.code);
  await compare(real, model, view);
  expect(model.view.stepId).not.toBe(stepId);
  return true;
}
