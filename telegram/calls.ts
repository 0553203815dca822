import { Api } from 'telegram/tl/index.js';
import type { Application } from './application.ts';
import { accountFromTl } from './account-from-tl.ts';
import type {
  CheckPasswordAnswer,
  Connection,
  Done,
  LoginTokenCalls,
  PasswordInfo,
  SendCodeAnswer,
  SignInAnswer,
  TooOld,
  WhoAmI,
} from './gateway.ts';
import type { Outcome } from './line.ts';
import { passwordInfoFromTl } from './password-info-from-tl.ts';
import { requests } from './requests.ts';
import { sentCodeFromTl } from './sent-code-from-tl.ts';

/** `auth.sentCodePaymentRequired` under the ids it has had since layer 201; layer 198 knows none of them. */
const PAYMENT_REQUIRED_IDS: readonly string[] = ['d7cef980', 'd7a2fcf9', 'e0955a3c', 'f8827ebf'];

/** What the calls need of a line. */
export type Caller = {
  send(request: Api.AnyRequest): Promise<Outcome>;
  close(): Promise<void>;
  readonly timeOffsetSeconds: number;
};

/** The methods of a connection: one request each, its answer in our words. */
export function connectionOver(line: Caller, application: Application): Omit<Connection, keyof LoginTokenCalls> {
  const send = line.send.bind(line);
  const serverNowSeconds = () => Math.floor(Date.now() / 1_000) + line.timeOffsetSeconds;
  return {
    sendCode: async ({ phone }) =>
      sendCodeAnswer(await send(requests.sendCode(application, phone)), serverNowSeconds()),
    resendCode: async ({ phone, hash, reason }) =>
      sendCodeAnswer(await send(requests.resendCode(phone, hash, reason)), serverNowSeconds()),
    signIn: async ({ phone, hash, code }) => signInAnswer(await send(requests.signIn(phone, hash, code))),
    getPassword: async () => passwordInfo(await send(requests.getPassword())),
    checkPassword: async (proof) => checkPasswordAnswer(await send(requests.checkPassword(proof))),
    cancelCode: async ({ phone, hash }) => cancelled(await send(requests.cancelCode(phone, hash))),
    whoAmI: async () => whoAmI(await send(requests.getSelf())),
    logOut: async () => loggedOut(await send(requests.logOut())),
    close: async () => line.close(),
  };
}

function sendCodeAnswer(outcome: Outcome, serverNowSeconds: number): SendCodeAnswer {
  if (isRefusedWith(outcome, 'SESSION_PASSWORD_NEEDED')) return { kind: 'passwordNeeded' };
  if (outcome.kind === 'libraryTooOld' && PAYMENT_REQUIRED_IDS.includes(outcome.constructorId))
    return { kind: 'paymentRequired' };
  if (outcome.kind !== 'answered') return outcome;
  const { answer } = outcome;
  if (answer instanceof Api.auth.SentCode)
    return { kind: 'sentCode', sentCode: sentCodeFromTl(answer, serverNowSeconds) };
  if (answer instanceof Api.auth.SentCodeSuccess) return authorization(answer.authorization);
  return unexpected(answer);
}

function signInAnswer(outcome: Outcome): SignInAnswer {
  if (isRefusedWith(outcome, 'SESSION_PASSWORD_NEEDED')) return { kind: 'passwordNeeded' };
  return outcome.kind === 'answered' ? authorization(outcome.answer) : outcome;
}

function checkPasswordAnswer(outcome: Outcome): CheckPasswordAnswer {
  if (outcome.kind !== 'answered') return outcome;
  const answer = authorization(outcome.answer);
  return answer.kind === 'signUpRequired' ? unexpected(outcome.answer) : answer;
}

function passwordInfo(outcome: Outcome): PasswordInfo {
  if (outcome.kind !== 'answered') return outcome;
  return outcome.answer instanceof Api.account.Password
    ? passwordInfoFromTl(outcome.answer)
    : unexpected(outcome.answer);
}

/** A code that has expired is as good as cancelled. */
function cancelled(outcome: Outcome): Done {
  return outcome.kind === 'answered' || isRefusedWith(outcome, 'PHONE_CODE_EXPIRED') ? { kind: 'done' } : outcome;
}

/** Whatever 401 says, nobody is signed in with this key any more. */
function loggedOut(outcome: Outcome): Done {
  const done = outcome.kind === 'answered' || (outcome.kind === 'refused' && outcome.error.code === 401);
  return done ? { kind: 'done' } : outcome;
}

/** The probe after a lost answer: who the key is. Source: telegram-sign-in.md, 5.4. */
function whoAmI(outcome: Outcome): WhoAmI {
  if (isRefusedWith(outcome, 'SESSION_PASSWORD_NEEDED')) return { kind: 'passwordNeeded' };
  if (isRefusedWith(outcome, 'AUTH_KEY_UNREGISTERED')) return { kind: 'notSignedIn' };
  if (outcome.kind !== 'answered') return outcome;
  const user: unknown = Array.isArray(outcome.answer) ? outcome.answer[0] : undefined;
  return user instanceof Api.User ? { kind: 'account', account: accountFromTl(user) } : unexpected(user);
}

export function authorization(answer: unknown): Exclude<SignInAnswer, { kind: 'passwordNeeded' }> {
  if (answer instanceof Api.auth.Authorization) return { kind: 'signedIn', account: accountFromTl(answer.user) };
  if (answer instanceof Api.auth.AuthorizationSignUpRequired) return { kind: 'signUpRequired' };
  return unexpected(answer);
}

/** A constructor that GramJS knows, in a place where this method never has it. */
export function unexpected(answer: unknown): TooOld {
  const id: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'CONSTRUCTOR_ID') : undefined;
  return {
    kind: 'libraryTooOld',
    constructorId: typeof id === 'number' ? id.toString(16).padStart(8, '0') : typeof answer,
  };
}

export function isRefusedWith(outcome: Outcome, name: string): boolean {
  return outcome.kind === 'refused' && outcome.error.name === name;
}
