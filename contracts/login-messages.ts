import type { PasswordChallenge, PasswordProof } from '../domain/login-event.ts';
import type { LoginStart, LoginState } from '../domain/login-state.ts';
import type { NewPasswordAlgorithm, NewPasswordSettings } from '../domain/password-recovery.ts';
import type { LoginView } from '../domain/login-view.ts';
import type { Refusal } from '../domain/decision.ts';

/** Bumped when the shape of `LoginState` changes; old shapes are read for as long as a run may carry them. */
export const STATE_SCHEMA = 1;

/** What the workflow `login` is started with; `carried` when a parked run continues as new. */
export type LoginInput = {
  /** The starter's idempotency key: a `start` update with another one joins a running sign-in. */
  requestId: string;
  start: Omit<LoginStart, 'loginId'>;
  carried?: { schema: number; state: LoginState; auditCount: number };
};
/** What the workflow ends with: the last view, sealed like every payload. */
export type LoginResult = { view: LoginView };

export type StartAnswer = {
  view: LoginView;
  /** True when a sign-in of this number was running already: the view is that one's. */
  joined: boolean;
};
export type CommandAnswer = { view: LoginView; refusal?: Refusal };
export type ChallengeAnswer = CommandAnswer & { challenge?: PasswordChallenge };
export type AlgorithmAnswer = CommandAnswer & { algorithm?: NewPasswordAlgorithm };

type ByActor = { actor: string };
type AtStep = ByActor & { stepId: string };
/** The workflow's updates: name → what it takes. Each is answered when the call it caused has been answered. */
export type LoginUpdates = {
  start: ByActor & { requestId: string };
  enterCode: AtStep & { code: string };
  /** The person has begun to type. */
  openEntry: AtStep;
  resend: AtStep;
  noCode: AtStep & { openOnDevice?: boolean };
  restart: AtStep;
  /** A QR code instead; nothing is sent. */
  scan: AtStep;
  acceptScan: AtStep & { reason: string };
  /** `untilMs`: Unix milliseconds, at most 30 days away; without it the sign-in ends. `timeZone`: an IANA name, as it is shown. */
  later: AtStep & { untilMs?: number; timeZone?: string };
  cancel: ByActor & { loginId?: string };
  /** `confirmation`: the last four digits of the number, as somebody typed them. */
  enterEmail: AtStep & { email: string; confirmation: string };
  resetEmail: AtStep & { confirmation: string };
  passwordChallenge: AtStep;
  passwordProof: AtStep & { proof: PasswordProof };
  requestRecovery: AtStep;
  recoveryCode: AtStep & { code: string };
  backToPassword: AtStep;
  newPasswordAlgorithm: AtStep;
  /** `confirmation`: the last four digits of the number. Without `settings` the password is removed. */
  recoverPassword: AtStep & { confirmation: string; settings?: NewPasswordSettings };
};
