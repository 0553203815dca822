import { Api } from 'telegram/tl/index.js';
import type { Application } from './application.ts';
import { accountFromTl } from './account-from-tl.ts';
import type {
  CheckPasswordAnswer,
  Connection,
  Done,
  LoginTokenCalls,
  EmailCodeAnswer,
  LoggedOut,
  PasswordInfo,
  RecoveryChecked,
  RecoveryRequested,
  SendCodeAnswer,
  SignInAnswer,
  TooOld,
  WhoAmI,
} from './gateway.ts';
import { isPresent } from './is-present.ts';
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
    sendCode: async ({ phone, futureTokens }) =>
      sendCodeAnswer(await send(requests.sendCode(application, phone, futureTokens)), serverNowSeconds()),
    resendCode: async ({ phone, hash, reason }) =>
      sendCodeAnswer(await send(requests.resendCode(phone, hash, reason)), serverNowSeconds()),
    signIn: async ({ phone, hash, code, byEmail = false }) =>
      signInAnswer(await send(requests[byEmail ? 'signInByEmail' : 'signIn'](phone, hash, code))),
    sendEmailCode: async ({ phone, hash, email }) =>
      emailCodeAnswer(await send(requests.sendVerifyEmailCode(phone, hash, email))),
    verifyEmail: async ({ phone, hash, code }) =>
      verifyEmailAnswer(await send(requests.verifyEmail(phone, hash, code)), serverNowSeconds()),
    resetEmail: async ({ phone, hash }) =>
      sendCodeAnswer(await send(requests.resetLoginEmail(phone, hash)), serverNowSeconds()),
    getPassword: async () => passwordInfo(await send(requests.getPassword())),
    checkPassword: async (proof) => checkPasswordAnswer(await send(requests.checkPassword(proof))),
    requestPasswordRecovery: async () => recoveryRequested(await send(requests.requestPasswordRecovery())),
    checkRecoveryPassword: async (code) => recoveryChecked(await send(requests.checkRecoveryPassword(code))),
    recoverPassword: async ({ code, settings }) =>
      checkPasswordAnswer(await send(requests.recoverPassword(code, settings))),
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

function emailCodeAnswer(outcome: Outcome): EmailCodeAnswer {
  if (isRefusedWith(outcome, 'SESSION_PASSWORD_NEEDED')) return { kind: 'passwordNeeded' };
  if (outcome.kind !== 'answered') return outcome;
  const { answer } = outcome;
  if (!(answer instanceof Api.account.SentEmailCode)) return unexpected(answer);
  return { kind: 'emailCode', emailPattern: answer.emailPattern, length: answer.length };
}

/** `account.emailVerifiedLogin` carries what `auth.sendCode` would answer. */
function verifyEmailAnswer(outcome: Outcome, serverNowSeconds: number): SendCodeAnswer {
  if (outcome.kind !== 'answered') return sendCodeAnswer(outcome, serverNowSeconds);
  const { answer } = outcome;
  if (!(answer instanceof Api.account.EmailVerifiedLogin)) return unexpected(answer);
  return sendCodeAnswer({ kind: 'answered', answer: answer.sentCode }, serverNowSeconds);
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

function recoveryRequested(outcome: Outcome): RecoveryRequested {
  if (outcome.kind !== 'answered') return outcome;
  const { answer } = outcome;
  return answer instanceof Api.auth.PasswordRecovery
    ? { kind: 'requested', emailPattern: answer.emailPattern }
    : unexpected(answer);
}

function recoveryChecked(outcome: Outcome): RecoveryChecked {
  if (outcome.kind !== 'answered') return outcome;
  return typeof outcome.answer === 'boolean'
    ? { kind: 'checked', isRight: outcome.answer }
    : unexpected(outcome.answer);
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
function loggedOut(outcome: Outcome): LoggedOut {
  if (outcome.kind !== 'answered') {
    return outcome.kind === 'refused' && outcome.error.code === 401 ? { kind: 'done' } : outcome;
  }
  const { answer } = outcome;
  return { kind: 'done', ...(answer instanceof Api.auth.LoggedOut ? futureToken(answer) : {}) };
}

function futureToken({ futureAuthToken }: Api.auth.Authorization | Api.auth.LoggedOut): { futureToken?: Uint8Array } {
  return isPresent(futureAuthToken) ? { futureToken: new Uint8Array(futureAuthToken) } : {};
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
  if (answer instanceof Api.auth.Authorization) {
    return { kind: 'signedIn', account: accountFromTl(answer.user), ...futureToken(answer) };
  }
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
