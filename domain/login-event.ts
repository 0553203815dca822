import type { FailureCode } from './failures.ts';
import type {
  CheckRecoveryOutcome,
  NewPasswordAlgorithm,
  RecoveryCommand,
  RequestRecoveryOutcome,
} from './password-recovery.ts';
import type { SentCode } from './sent-code.ts';
import type { TelegramError } from './telegram-error.ts';

export type SignedInAccount = { userId: string; firstName: string; username?: string };
export type Device = { model: string; systemVersion: string; appVersion: string };
/** `a` and `m1` are base64 of big-endian bytes (256 and 32), `srpId` decimal text. */
export type PasswordProof = { srpId: string; a: string; m1: string };
export type PasswordChallenge = {
  srpId: string;
  srpB: string;
  salt1: string;
  salt2: string;
  g: number;
  p: string;
};

/** A call that did not do what it was for. */
export type CallFailure =
  /** `notice`: what Telegram has told the owner beside it, cleaned. */
  | { kind: 'refused'; error: TelegramError; notice?: string }
  /** It may have happened, and nobody will ever know. */
  | { kind: 'lost' }
  /** It certainly did not happen; trying again is safe. */
  | { kind: 'notSent'; code: FailureCode; detail?: string }
  /** It did not happen, and trying again is of no use until somebody acts. */
  | { kind: 'stopped'; code: FailureCode; detail?: string; freeInMs?: number };

/** `device`: as the owner sees the session under Settings, Devices. Absent in what version 0.1 wrote. */
export type SignedIn = { kind: 'signedIn'; account: SignedInAccount; dcId: number; device?: Device };
export type PasswordNeeded = { kind: 'passwordNeeded'; hint?: string; hasRecovery: boolean };
/** `ageMs`: how long ago the answer came, where it was read from the vault later. */
export type SendCodeOutcome =
  | { kind: 'sentCode'; sentCode: SentCode; ageMs?: number }
  | SignedIn
  | PasswordNeeded
  | CallFailure;
export type SignInOutcome = SignedIn | PasswordNeeded | UnsureFailure;
export type ChallengeOutcome =
  | {
      kind: 'challenge';
      challenge: PasswordChallenge;
      hint?: string;
      hasRecovery: boolean;
      newAlgorithm?: NewPasswordAlgorithm;
    }
  | { kind: 'noPassword' }
  | CallFailure;
export type CheckPasswordOutcome = SignedIn | NotOurs | { kind: 'stale' } | CallFailure;
/** `otherAccount`: not the number's; `notProven`: Telegram gave no number to compare. Neither is told who it was. */
export type NotOurs = { kind: 'otherAccount' } | { kind: 'notProven' };
/** `notScanned`: ended before anybody did. */
export type ScanOutcome = SignedIn | PasswordNeeded | NotOurs | { kind: 'notScanned' } | UnsureFailure;
/** `mayBeIn`: a QR code was shown, or a code typed, and Telegram was not asked since what came of it. */
export type UnsureFailure = CallFailure & { mayBeIn?: true };
/** `emailPattern`: the address as Telegram shows it. `length` 0: it does not say. */
export type EmailCodeOutcome =
  | { kind: 'emailCode'; emailPattern: string; length: number }
  | PasswordNeeded
  | CallFailure;
/** `codeLeft`: the session is over, but of the code beside it Telegram could not be told. */
export type ClosingOutcome = { kind: 'done'; codeLeft?: true } | CallFailure;

/** What a person does. `stepId` names the question they answer. */
export type Command =
  | { type: 'enterCode'; actor: string; stepId: string; code: string }
  /** The person has begun to type: an automatic resend waits for them. */
  | { type: 'openEntry'; actor: string; stepId: string }
  | { type: 'resend'; actor: string; stepId: string }
  | { type: 'noCode'; actor: string; stepId: string; openOnDevice?: boolean }
  | { type: 'restart'; actor: string; stepId: string }
  /** A QR code instead of a code that Telegram sends. */
  | { type: 'scan'; actor: string; stepId: string }
  /** A session of the same number, which the vault holds, accepts the QR code. */
  | { type: 'acceptScan'; actor: string; stepId: string; reason: string }
  /** Without an instant it ends; with one it waits until then. `timeZone`: the one that the instant was named in. */
  | { type: 'later'; actor: string; stepId: string; untilMs?: number; timeZone?: string }
  /** `confirmation`: the last four digits of the number, typed: an address that is bound stays with the account. */
  | { type: 'enterEmail'; actor: string; stepId: string; email: string; confirmation: string }
  | { type: 'resetEmail'; actor: string; stepId: string; confirmation: string }
  | { type: 'requestChallenge'; actor: string; stepId: string }
  | { type: 'enterPassword'; actor: string; stepId: string; proof: PasswordProof }
  | RecoveryCommand
  /** `loginId`: the sign-in that was meant, where the number may have another one by now. */
  | { type: 'cancel'; actor: string; reason?: 'temporal'; loginId?: string };

export type Answer =
  | { type: 'sendCodeAnswered'; effectId: string; outcome: SendCodeOutcome }
  | { type: 'resendCodeAnswered'; effectId: string; outcome: SendCodeOutcome }
  | { type: 'signInAnswered'; effectId: string; outcome: SignInOutcome }
  | { type: 'emailCodeAnswered'; effectId: string; outcome: EmailCodeOutcome }
  | { type: 'verifyEmailAnswered'; effectId: string; outcome: SendCodeOutcome }
  | { type: 'resetEmailAnswered'; effectId: string; outcome: SendCodeOutcome }
  | { type: 'challengeAnswered'; effectId: string; outcome: ChallengeOutcome }
  | { type: 'checkPasswordAnswered'; effectId: string; outcome: CheckPasswordOutcome }
  | { type: 'scanAnswered'; effectId: string; outcome: ScanOutcome }
  | { type: 'acceptScanAnswered'; effectId: string; outcome: ClosingOutcome }
  | { type: 'recoveryRequested'; effectId: string; outcome: RequestRecoveryOutcome }
  | { type: 'recoveryChecked'; effectId: string; outcome: CheckRecoveryOutcome }
  | { type: 'recoverPasswordAnswered'; effectId: string; outcome: CheckPasswordOutcome }
  | { type: 'closingAnswered'; effectId: string; outcome: ClosingOutcome };

export type LoginEvent = { type: 'start' } | { type: 'woke' } | Command | Answer;
