import type { CallFailure } from './login-event.ts';
import type { PasswordAsked, Why } from './login-state.ts';
import type { TelegramError } from './telegram-error.ts';

/** What a new password is computed with, base64; asked of Telegram when it is about to be computed. */
export type NewPasswordAlgorithm = { salt1: string; salt2: string; g: number; p: string };
/** A new password as Telegram takes it. `hash` proves the password to nobody, and still lets it be guessed: a secret. */
export type NewPasswordSettings = NewPasswordAlgorithm & { hash: string; hint: string };

/** A code that was mailed to the owner, or may have been. */
export type Recovery = {
  /** The address as Telegram shows it; absent where its answer was lost. */
  emailPattern?: string;
  wrongCodes: number;
};

/** The code is kept until it is used or given up: Telegram wants it once more with the choice. */
export type RecoveryWithCode = Recovery & {
  code: string;
  /** New settings that Telegram did not take. */
  refusedSettings?: number;
  /** `auth.recoverPassword` was sent and nobody knows what became of it: Telegram is asked first. */
  mayBeDone?: boolean;
};

export type RecoveryWay = 'newPassword' | 'removal';

/** The mails that were asked for; kept with the password, so that going back does not begin to count anew. */
export type RecoveryMails = { count: number; nextFromMs: number };

export type RecoveryCodeProblem =
  | { kind: 'wrongCode' }
  | { kind: 'codeExpired' }
  /** The answer to the request for a mail was lost. */
  | { kind: 'mayBeMailed' }
  | { kind: 'notMailed'; why: Why }
  | { kind: 'notChecked'; why: Why }
  | { kind: 'serverWait'; error: TelegramError; untilMs: number };

export type RecoveryChoiceProblem =
  /** Telegram refused it, and nothing was changed. */
  | { kind: 'notTaken'; error: TelegramError }
  | { kind: 'algorithmUnknown' }
  | { kind: 'notDone'; why: Why }
  | { kind: 'serverWait'; error: TelegramError; untilMs: number };

/** Why the recovery is back at the password. */
export type RecoveryOverProblem =
  | { kind: 'noRecovery' }
  | { kind: 'tooManyRecoveryCodes' }
  | { kind: 'recoveryExpired' }
  | { kind: 'recoveryFailed'; why: Why }
  | { kind: 'recoveryWait'; error: TelegramError; untilMs: number };

export type RecoveryPhase =
  | { name: 'requestingRecovery'; effectId: string; password: PasswordAsked; recovery?: Recovery }
  | { name: 'waitingForRecoveryCode'; password: PasswordAsked; recovery: Recovery; problem?: RecoveryCodeProblem }
  | { name: 'checkingRecoveryCode'; effectId: string; password: PasswordAsked; recovery: RecoveryWithCode }
  | {
      name: 'waitingForRecoveryChoice';
      password: PasswordAsked;
      recovery: RecoveryWithCode;
      problem?: RecoveryChoiceProblem;
    }
  | { name: 'fetchingAlgorithm'; effectId: string; password: PasswordAsked; recovery: RecoveryWithCode }
  | {
      name: 'recovering';
      effectId: string;
      actor: string;
      way: RecoveryWay;
      password: PasswordAsked;
      recovery: RecoveryWithCode;
    };

export type RecoveryCommand =
  | { type: 'requestRecovery'; actor: string; stepId: string }
  | { type: 'enterRecoveryCode'; actor: string; stepId: string; code: string }
  | { type: 'requestAlgorithm'; actor: string; stepId: string }
  /** `confirmation`: the last four digits of the number. Without `settings` the password is removed. */
  | { type: 'recoverPassword'; actor: string; stepId: string; confirmation: string; settings?: NewPasswordSettings }
  | { type: 'backToPassword'; actor: string; stepId: string };

export type RequestRecoveryOutcome = { kind: 'requested'; emailPattern: string } | CallFailure;
export type CheckRecoveryOutcome = { kind: 'right' } | { kind: 'wrong' } | CallFailure;

export type RecoveryEffect =
  | { type: 'requestRecovery'; effectId: string }
  | { type: 'checkRecovery'; effectId: string; code: string }
  /** `probe`: an earlier one may have been carried out. */
  | { type: 'recoverPassword'; effectId: string; code: string; settings?: NewPasswordSettings; probe: boolean };
