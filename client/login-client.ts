import type { Client } from '@temporalio/client';
import type { ChallengeAnswer, CommandAnswer, StartAnswer } from '../contracts/login-messages.ts';
import { NOT_AFTER_MS } from '../contracts/timings.ts';
import { alikeNow } from './alike-now.ts';
import type { Appointment } from './read-appointment.ts';
import { MAX_TYPED } from '../domain/code-entry.ts';
import type { Alike } from '../domain/chat-alike.ts';
import { DEFAULT_LIMITS, RULES_VERSION, type Limits, SENDS_WINDOW_MS } from '../domain/limits.ts';
import type { PasswordProof } from '../domain/login-event.ts';
import type { LoginView } from '../domain/login-view.ts';
import { oneLine } from '../domain/one-line.ts';
import type { EnrolledNumber, Records } from '../vault/records/records.ts';
import { describeLogin, type LoginDescription } from './describe-login.ts';
import { LoginChannel, type Waiting } from './login-channel.ts';
import { LoginClientError } from './login-client-error.ts';
import { readPhoneNumber } from './phone-number.ts';
import { readView } from './read-view.ts';
import { type RecoveryCommands, recoveryCommands } from './recovery-commands.ts';
import { computeProof } from './srp/compute-proof.ts';
import { submitPassword } from './submit-password.ts';
import { watchViews, type WatchOptions } from './watch-views.ts';
import { fill } from './texts/fill.ts';
import * as texts from './texts/texts.ts';

export type { LoginDescription } from './describe-login.ts';
export type { Waiting } from './login-channel.ts';
export type { Silence } from './silence.ts';

export type LoginClientOptions = {
  /** With `createDataConverter` of the payload keys. */
  temporal: Client;
  records: Records;
  /** False while `TELEGRAM_DC` names another data centre than Telegram's own. */
  telegram: boolean;
  sendsPerDay: number;
  /** Who acts, for the audit, e.g. `cli:anna`. */
  actor: string;
  /** Other limits than the usual ones, for sign-ins started here. */
  limits?: Partial<Omit<Limits, 'sendsPerDay'>>;
};

export type StartOptions = Waiting & {
  /** A further session beside one that works already. */
  again?: boolean;
  /** Begins with a QR code; no code is sent. */
  scan?: boolean;
  /** Why the number is signed in although its owner has ended a session: for the audit, its first 200 characters. */
  reason?: string;
  /** The caller's random idempotency key: given again, it starts nothing again while its sign-in is the number's newest. */
  requestId?: string;
  /** How long from now somebody waits for the code; a worker that comes later sends nothing. Default 2 minutes. */
  notAfterMs?: number;
};
export type CommandOptions = Waiting & { requestId?: string };

/** The commands that take nothing but the question they answer. */
export type PlainCommand = 'resend' | 'restart' | 'scan';

/**
 * Sign-ins, for whoever talks to people or to services. Commands answer when the call they caused has been answered;
 * `refusal` in an answer says why a command changed nothing (a person's mistake, never an exception).
 * All methods throw {@link LoginClientError}; `submitPassword` also `SrpError`; those that read records, `VaultError`.
 */
export type LoginClient = RecoveryCommands & {
  /** Starts a sign-in, or joins the one that is running (`joined`). Takes `+…` in any spelling, or a number id. */
  start(phoneOrNumberId: string, options?: StartOptions): Promise<StartAnswer>;
  enterCode(numberId: string, stepId: string, code: string, options?: CommandOptions): Promise<CommandAnswer>;
  command(numberId: string, name: PlainCommand, stepId: string, options?: CommandOptions): Promise<CommandAnswer>;
  resend(numberId: string, stepId: string, options?: CommandOptions): Promise<CommandAnswer>;
  restart(numberId: string, stepId: string, options?: CommandOptions): Promise<CommandAnswer>;
  /** A QR code instead of a code; it costs no send. */
  scan(numberId: string, stepId: string, options?: CommandOptions): Promise<CommandAnswer>;
  /** A session in the vault accepts the QR code, for a reason that stands in the audit. */
  acceptScan(numberId: string, stepId: string, reason: string, options?: CommandOptions): Promise<CommandAnswer>;
  /** How many of the newest starts brought no code, where they are so many that this number is not to blame. */
  alike(view: LoginView): Promise<Alike | undefined>;
  /** Ends the sign-in for now, or puts it off until an appointment, when a person is asked. */
  later(numberId: string, stepId: string, appointment?: Appointment, options?: CommandOptions): Promise<CommandAnswer>;
  /** No code came. `openOnDevice`: whether the account is open somewhere, where the person has said so. */
  noCode(numberId: string, stepId: string, openOnDevice?: boolean, options?: CommandOptions): Promise<CommandAnswer>;
  cancel(numberId: string, options?: CommandOptions): Promise<CommandAnswer>;
  /** An e-mail address that Telegram is to bind to the account. `confirmation`: the last four digits of the number, typed. */
  enterEmail(
    numberId: string,
    stepId: string,
    given: { email: string; confirmation: string },
    options?: CommandOptions,
  ): Promise<CommandAnswer>;
  /** Takes the login e-mail address from the account, at once or after days. */
  resetEmail(
    numberId: string,
    stepId: string,
    given: { confirmation: string },
    options?: CommandOptions,
  ): Promise<CommandAnswer>;
  /** The person has begun to type: holds an automatic resend back. Nothing depends on the answer. */
  openEntry(numberId: string, stepId: string): Promise<void>;
  /** The password never leaves this process; takes up to a second of computing. */
  submitPassword(numberId: string, stepId: string, password: string, options?: Waiting): Promise<CommandAnswer>;
  /** For a password that is typed elsewhere (a browser): what a proof is computed from, asked of Telegram now. */
  passwordChallenge(numberId: string, stepId: string, options?: CommandOptions): Promise<ChallengeAnswer>;
  passwordProof(
    numberId: string,
    stepId: string,
    proof: PasswordProof,
    options?: CommandOptions,
  ): Promise<CommandAnswer>;
  /** The newest view of the number's newest sign-in, from the records. */
  view(numberId: string): Promise<LoginView | undefined>;
  /** Views as they come, from the records; ends with the sign-in or the signal. */
  watch(numberId: string, options?: WatchOptions): AsyncGenerator<LoginView, void>;
  /** Asks Temporal how the sign-in stands there; fails within 5 s. */
  describe(numberId: string): Promise<LoginDescription>;
  /** The enrolled number that was meant. */
  number(phoneOrNumberId: string): Promise<EnrolledNumber>;
};

const DESCRIBE_DEADLINE_MS = 5_000;
const LONGEST_REASON = 200;

export function createLoginClient(options: LoginClientOptions): LoginClient {
  const { temporal, records, telegram, sendsPerDay, actor } = options;
  const channel = new LoginChannel(temporal, (numberId) => missingLogin(records, numberId));
  const number = (phoneOrNumberId: string) => enrolled(records, phoneOrNumberId);
  const describe = (numberId: string) => describeLogin(temporal, numberId, DESCRIBE_DEADLINE_MS);
  const plain =
    (name: PlainCommand) =>
    (numberId: string, stepId: string, more: CommandOptions = {}) =>
      channel.command<PlainCommand, CommandAnswer>(numberId, name, { actor, stepId }, more);

  return {
    ...recoveryCommands(channel, actor),
    number,
    describe,
    start: async (phoneOrNumberId, asked = {}) => {
      const { again = false, scan = false, reason, requestId, notAfterMs = NOT_AFTER_MS, ...waiting } = asked;
      const { numberId, label, phone } = await number(phoneOrNumberId);
      const { freeInMs } = await records.sendsUsed(numberId, { limit: sendsPerDay, windowMs: SENDS_WINDOW_MS });
      if (!scan && freeInMs > 0 && (await describe(numberId)).state !== 'running')
        throw budgetUsedUp(sendsPerDay, freeInMs);
      const limits = { ...DEFAULT_LIMITS, ...options.limits, sendsPerDay };
      const known = { numberId, label, phoneTail: phone.slice(-4), startedBy: actor };
      const start = {
        ...known,
        notAfterMs: Date.now() + notAfterMs,
        waitMs: notAfterMs,
        again,
        ...reasonIn(reason),
        telegram,
        limits,
        rulesVersion: RULES_VERSION,
        ...(scan ? { scan } : {}),
      };
      const input = { requestId: requestId ?? crypto.randomUUID(), start };
      return await channel.start(numberId, input, { ...waiting, askedBefore: requestId !== undefined });
    },
    command: (numberId, name, stepId, more) => plain(name)(numberId, stepId, more),
    resend: plain('resend'),
    restart: plain('restart'),
    scan: plain('scan'),
    acceptScan: (numberId, stepId, reason, more = {}) =>
      channel.command(numberId, 'acceptScan', { actor, stepId, reason: oneLine(reason) }, more),
    later: (numberId, stepId, appointment, more = {}) =>
      channel.command(numberId, 'later', { actor, stepId, ...appointment }, more),
    enterCode: async (numberId, stepId, code, more = {}) =>
      code.length > MAX_TYPED ? tooLong() : await channel.command(numberId, 'enterCode', { actor, stepId, code }, more),
    noCode: (numberId, stepId, openOnDevice, more = {}) => {
      const answer = openOnDevice === undefined ? {} : { openOnDevice };
      return channel.command(numberId, 'noCode', { actor, stepId, ...answer }, more);
    },
    cancel: async (numberId, more = {}) => {
      // The sign-in that is seen now: its answer may be lost, and the number's next sign-in begin, before it is asked again.
      const seen = await records.latestView(numberId);
      const meant = seen === undefined || seen.ended ? {} : { loginId: seen.loginId };
      return await channel.command(numberId, 'cancel', { actor, ...meant }, more);
    },
    enterEmail: (numberId, stepId, { email, confirmation }, more = {}) =>
      channel.command(numberId, 'enterEmail', { actor, stepId, email, confirmation }, more),
    resetEmail: (numberId, stepId, { confirmation }, more = {}) =>
      channel.command(numberId, 'resetEmail', { actor, stepId, confirmation }, more),
    openEntry: async (numberId, stepId) => {
      await channel.command<'openEntry', CommandAnswer>(numberId, 'openEntry', { actor, stepId }, {});
    },
    passwordChallenge: (numberId, stepId, more = {}) =>
      channel.command(numberId, 'passwordChallenge', { actor, stepId }, more),
    passwordProof: (numberId, stepId, proof, more = {}) =>
      channel.command(numberId, 'passwordProof', { actor, stepId, proof }, more),
    submitPassword: (numberId, stepId, password, waiting = {}) =>
      submitPassword(
        {
          challenge: (at) => channel.command(numberId, 'passwordChallenge', { actor, stepId: at }, waiting),
          prove: computeProof,
          proof: (at, proof) => channel.command(numberId, 'passwordProof', { actor, stepId: at, proof }, waiting),
        },
        { stepId, password },
      ),
    view: async (numberId) => {
      const row = await records.latestView(numberId);
      return row === undefined ? undefined : readView(row);
    },
    alike: (view) => alikeNow(records, view, Date.now()),
    watch: (numberId, more = {}) => watchViews(records, numberId, more),
  };
}

function reasonIn(text: string | undefined): { reason?: string } {
  const reason = oneLine(text ?? '').slice(0, LONGEST_REASON);
  return reason === '' ? {} : { reason };
}

function tooLong(): never {
  throw new LoginClientError('CODE_TOO_LONG', texts.client.codeTooLong);
}

async function enrolled(records: Records, phoneOrNumberId: string): Promise<EnrolledNumber> {
  const number = isNumberId(phoneOrNumberId)
    ? await records.number(phoneOrNumberId)
    : await byPhone(records, phoneOrNumberId);
  if (number !== undefined) return number;
  throw new LoginClientError('NUMBER_NOT_ENROLLED', texts.client.notEnrolled);
}

async function byPhone(records: Records, typed: string): Promise<EnrolledNumber | undefined> {
  const reading = readPhoneNumber(typed);
  if (reading.kind === 'refused') throw new LoginClientError('PHONE_NUMBER_IMPOSSIBLE', reading.message);
  return await records.numberByPhone(reading.phone);
}

/** As `numberIdOf` makes them; longer than any phone number. */
function isNumberId(text: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{20}$/u.test(text);
}

function budgetUsedUp(sendsPerDay: number, freeInMs: number): LoginClientError {
  const minutes = Math.ceil(freeInMs / 60_000);
  const wait =
    minutes < 120
      ? fill(texts.client.minutes, { count: minutes })
      : fill(texts.client.hours, { count: Math.ceil(minutes / 60) });
  return new LoginClientError('SEND_BUDGET_USED_UP', fill(texts.client.budgetUsedUp, { sendsPerDay, wait }));
}

async function missingLogin(records: Records, numberId: string): Promise<LoginClientError> {
  const row = await records.latestView(numberId);
  return row === undefined
    ? new LoginClientError('NO_LOGIN', texts.client.noLogin)
    : new LoginClientError('LOGIN_ENDED', texts.client.loginEnded);
}
