import type { AuditEntry } from '../domain/decision.ts';
import type {
  ChallengeOutcome,
  CheckPasswordOutcome,
  ClosingOutcome,
  EmailCodeOutcome,
  PasswordProof,
  ScanOutcome,
  SendCodeOutcome,
  SignInOutcome,
} from '../domain/login-event.ts';
import type { CheckRecoveryOutcome, NewPasswordSettings, RequestRecoveryOutcome } from '../domain/password-recovery.ts';
import type { LoginView } from '../domain/login-view.ts';

/** `n` numbers the entries of one sign-in: a repeated write changes nothing. */
export type NumberedAudit = AuditEntry & { n: number; atMs: number };

/** A view on its way to the records, with what happened since the last one. */
export type Publication = { view: LoginView; audit: readonly NumberedAudit[] };

export type CallInput = {
  loginId: string;
  numberId: string;
  effectId: string;
  /** What a person sees while the call is under way. */
  publication: Publication;
};
export type SendInput = CallInput & { sendsPerDay: number };

/** What the login workflow asks of the worker. Outcomes are the domain's words; only crashes and time-outs throw. */
export interface LoginActivities {
  /** `ownerAsked`: an admin has said why the number is signed in although its owner ended a session. */
  sendCode(
    input: SendInput & { again: boolean; telegram: boolean; freshKey: boolean; ownerAsked?: boolean },
  ): Promise<SendCodeOutcome>;
  resendCode(input: SendInput & { hash: string }): Promise<SendCodeOutcome>;
  /** What became of a send whose activity did not answer. Never sends. */
  settleSend(input: { loginId: string; effectId: string }): Promise<SendCodeOutcome>;
  signIn(input: CallInput & { hash: string; code: string; probe: boolean; byEmail?: boolean }): Promise<SignInOutcome>;
  sendEmailCode(input: CallInput & { hash: string; email: string }): Promise<EmailCodeOutcome>;
  verifyEmail(input: SendInput & { hash: string; code: string }): Promise<SendCodeOutcome>;
  resetEmail(input: SendInput & { hash: string }): Promise<SendCodeOutcome>;
  getPassword(input: CallInput): Promise<ChallengeOutcome>;
  checkPassword(
    input: CallInput & { proof: PasswordProof; probe?: true; scanned?: true },
  ): Promise<CheckPasswordOutcome>;
  /** Shows QR codes until one is scanned or the activity is cancelled. Goes on where an attempt before it was killed. */
  waitForScan(
    input: CallInput & {
      again: boolean;
      telegram: boolean;
      freshKey: boolean;
      probe: boolean;
      ownerAsked?: boolean;
      /** Of a code that is out under the key at hand: cancelled before another key takes its place. */
      hash?: string;
    },
  ): Promise<ScanOutcome>;
  /** A session of the same number that the vault holds lets the QR code in. Repeating it is harmless. */
  acceptScan(input: CallInput): Promise<ClosingOutcome>;
  requestRecovery(input: CallInput): Promise<RequestRecoveryOutcome>;
  checkRecovery(input: CallInput & { code: string }): Promise<CheckRecoveryOutcome>;
  /** Without `settings` the password is removed. */
  recoverPassword(
    input: CallInput & { code: string; settings?: NewPasswordSettings; probe: boolean },
  ): Promise<CheckPasswordOutcome>;
  cancelCode(input: CallInput & { hash: string }): Promise<ClosingOutcome>;
  logOut(input: CallInput & { goesOn: boolean; stranger?: true; hash?: string }): Promise<ClosingOutcome>;
  publishView(publication: Publication): Promise<void>;
}
