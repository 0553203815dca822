import type { Limits } from './limits.ts';
import type { FailureCode } from './failures.ts';
import type { Device, SignedInAccount } from './login-event.ts';
import type { PathStep } from './login-view.ts';
import type { RecoveryMails, RecoveryOverProblem, RecoveryPhase } from './password-recovery.ts';
import type { Delivery, NextType, SentCode } from './sent-code.ts';
import type { TelegramError } from './telegram-error.ts';

/** What a sign-in is started with. Never the phone number: activities look it up by `numberId`. */
export type LoginStart = {
  loginId: string;
  numberId: string;
  label: string;
  /** The last four digits, to tell numbers of one block apart. */
  phoneTail: string;
  startedBy: string;
  /** A first task later than this sends nothing: nobody is waiting any more. By the starter's clock, unless `waitMs` is there. */
  notAfterMs: number;
  /** The same as a duration, from when Temporal took the start: whose clock is off does not matter. */
  waitMs?: number;
  /** A further session beside one that is signed in already. */
  again: boolean;
  /** Why an admin signs the number in although its owner has ended a session of ours. */
  reason?: string;
  /** False while the data centre is not Telegram's own. */
  telegram: boolean;
  limits: Limits;
  /** The rules that the starter knows; absent in what version 0.1 started: 1. */
  rulesVersion?: number;
  /** Begins with a QR code instead of `auth.sendCode`. */
  scan?: true;
};

export type LoginState = LoginStart & {
  rulesVersion: number;
  startedAtMs: number;
  /** When a person last did something; automatic sends stop when nobody is around. */
  personSeenAtMs: number;
  /** Grows with every change, so that the newest view wins. */
  version: number;
  /** Grows with every new question; names the question that an answer belongs to. */
  step: number;
  effectsBegun: number;
  /** Sends announced by this sign-in, oldest first. */
  sendsAtMs: readonly number[];
  /** Restarts after PHONE_CODE_EXPIRED that nobody asked for. */
  expiredRestarts: number;
  /** Restarts that Telegram asked for since its last proper answer. */
  serverRestarts: number;
  /** Waits that Telegram named since then, where rules 2 count them. */
  serverWaits?: number;
  /** The end of the last pause that Telegram named for a send: it lasts whatever a person wishes meanwhile. */
  pausedUntilMs?: number;
  /** Attempts in a row that reached nobody. */
  unsent: number;
  /** Telegram has answered at least one send: until then nothing goes out after `notAfterMs`. */
  answered: boolean;
  /** Addresses that a code was mailed to, or may have been, for a login e-mail. */
  emailMails?: number;
  /** Telegram has rejected the key: the next send makes another one. */
  keyDead: boolean;
  /** The code before the one that is asked for, or out, by itself: told until a person answers. */
  codeDied?: CodeDied;
  /** What Telegram has told the owner beside its last error, until the next answer. */
  notice?: string;
  /** Asked for while a call is under way: the call finishes first. */
  cancel?: CancelReason;
  /** The steps until now. Absent in states that were parked before it was kept. */
  path?: readonly PathStep[];
  phase: Phase;
};

/** A code that Telegram would not take any more. `typed`: by a person just before, who is owed a word about it. */
export type CodeDied = { error: TelegramError; typed: boolean };

/** When the next code may go out, and who decides it. */
export type ResendPlan =
  | { kind: 'automatic'; way: NextType; atMs: number }
  | { kind: 'onRequest'; way: NextType; fromMs: number }
  /** Telegram offers no further way: the ordinary case for third-party API ids. */
  | { kind: 'none' }
  /** `auth.resendCode` was sent and its answer never came: a code may be under way. */
  | { kind: 'lost' }
  | { kind: 'budgetUsedUp'; freeAtMs: number };

/** A code that is out: always replaced as a whole. */
export type CodeOut = {
  sentCode: SentCode;
  sentAtMs: number;
  resend: ResendPlan;
  wrongCodes: number;
  /** The question that asked for the delivery before this one: its code is tried with the current hash. */
  previous?: { step: number; delivery: Delivery };
  /** A code was checked and the answer lost: the session may be signed in already. */
  mayBeSignedIn?: boolean;
  /** It proves a login e-mail address that is being set up; another code may follow it. */
  verifies?: true;
  /** When the login e-mail address that somebody wanted to be reset is gone. */
  emailResetAtMs?: number;
  /** Telegram's own wait before the resend, where it named one. */
  serverWait?: { error: TelegramError; untilMs: number };
};

export type CodeProblem =
  | { kind: 'wrongCode' }
  | { kind: 'notChecked'; why: Why }
  | { kind: 'serverWait'; error: TelegramError; untilMs: number }
  | { kind: 'passwordRemoved' }
  /** The login e-mail address could not be reset. */
  | { kind: 'notReset'; why: Why };

/** Why an e-mail address is asked for once more. */
export type EmailProblem =
  | { kind: 'refused'; error: TelegramError }
  /** The code that was sent to it is too old. */
  | { kind: 'expired' }
  | { kind: 'notSent'; why: Why }
  | { kind: 'serverWait'; error: TelegramError; untilMs: number };

/** Asked when no code came: where the account is open decides what helps. */
export type Advice = 'isOpenOnDevice' | 'lookInTelegramChat' | 'signInOnPhoneFirst';

export type PasswordAsked = {
  hint?: string;
  hasRecovery: boolean;
  wrongPasswords: number;
  deadlineAtMs: number;
  /** A password was checked and Telegram failed inside: the session may be signed in already. */
  mayBeSignedIn?: true;
  mails?: RecoveryMails;
  /** Kept for the case that the owner removes the password meanwhile. */
  code?: CodeOut;
  /** By whoever scanned the QR code: which account it is shows only after the password. */
  scanned?: true;
  /** What the QR code took the place of. */
  behind?: Behind;
};

export type PasswordProblem =
  | { kind: 'wrongPassword' }
  | { kind: 'staleChallenge' }
  | { kind: 'passwordChanged' }
  | RecoveryOverProblem
  | { kind: 'notChecked'; why: Why }
  | { kind: 'serverWait'; error: TelegramError; untilMs: number };

/** Why something did not go on: a catalogued failure, with Telegram's error where it came from there. */
export type Why = { code: FailureCode; error?: TelegramError; freeAtMs?: number; detail?: string };

export type CancelReason = 'person' | 'postponed' | 'deadline' | 'temporal';

export type RestartReason =
  | 'codeExpired'
  | 'tooManyWrongCodes'
  | 'loginDied'
  | 'waitOver'
  | 'nobodyAround'
  | 'notScanned'
  | 'appointment'
  | 'emailReset';

/** What Telegram could not be told at the end, or may never have heard of: it stays there until the owner or time ends it. */
export type LeftOpen = 'code' | 'session';

export type Outcome =
  | { name: 'signedIn'; account: SignedInAccount; dcId: number; device?: Device }
  | { name: 'cancelled'; reason: CancelReason; leftOpen?: LeftOpen }
  | { name: 'failed'; why: Why; leftOpen?: LeftOpen };

/** Nothing is out until a person's appointment. `timeZone`: the one that they named it in. */
export type PutOff = { name: 'putOff'; untilMs: number; timeZone?: string; leftOpen?: LeftOpen };

/** The sign-in goes on with another code, once what was before it is over at Telegram. */
export type GoesOn = { name: 'goesOn'; afterwards: Extract<AfterScan, { kind: 'sendCode' }>; leftOpen?: LeftOpen };

/**
 * What stays behind a QR code, for Telegram to be told of at the end: a code that may be out, and a session that may have come
 * of a scan or a code before it. `hash`: of use under the key that asked for it, and under no other.
 */
export type Behind = { hash?: string; leftOpen?: 'code'; mayBeSignedIn?: true };

/** What follows when the wait for a scan has been ended before one came. */
export type AfterScan =
  | { kind: 'end'; outcome: Extract<Outcome, { name: 'cancelled' }> | PutOff }
  | { kind: 'sendCode'; actor: string }
  | { kind: 'offer' };

export type Phase =
  | { name: 'new' }
  /** `actor`: in whose name the send is made; it enters the audit when it is known whether it was. */
  | { name: 'requesting'; effectId: string; actor: string }
  | {
      name: 'waitingForCode';
      code: CodeOut;
      deadlineAtMs: number;
      heldUntilMs?: number;
      problem?: CodeProblem;
      advice?: Advice;
    }
  | { name: 'resending'; effectId: string; actor: string; code: CodeOut; askedStep: number }
  | { name: 'checkingCode'; effectId: string; actor?: string; code: CodeOut }
  /** Telegram wants a login e-mail address before it sends a code. `code`: nothing but its hash. */
  | { name: 'waitingForEmail'; code: CodeOut; deadlineAtMs: number; problem?: EmailProblem }
  | { name: 'sendingEmailCode'; effectId: string; code: CodeOut }
  | { name: 'resettingEmail'; effectId: string; actor: string; code: CodeOut }
  | { name: 'waitingForPassword'; password: PasswordAsked; problem?: PasswordProblem }
  | { name: 'fetchingChallenge'; effectId: string; password: PasswordAsked; problem?: PasswordProblem }
  | { name: 'checkingPassword'; effectId: string; password: PasswordAsked }
  | RecoveryPhase
  /** Nothing is out; `auth.sendCode` goes out, or is offered, when the wait is over. */
  | ({ name: 'waitingToSend'; why: Why; untilMs: number; attended: boolean; thenScans?: true } & Behind)
  /** One activity holds a connection and shows a QR code until somebody scans it: a call under way that leaves every choice open. */
  | ({
      name: 'scanning';
      effectId: string;
      deadlineAtMs: number;
      /** The effect by which a session in the vault is to accept the QR code. */
      accepting?: string;
      notAccepted?: Why;
    } & Behind)
  | ({ name: 'stoppingScan'; effectId: string; afterwards: AfterScan } & Behind)
  /** `auth.sendCode` was sent and its answer never came: its hash is lost for good. */
  | { name: 'outcomeUnknown'; nextSendAtMs: number }
  | ({ name: 'restartOffered'; reason: RestartReason; deadlineAtMs: number } & Behind)
  | PutOff
  /** Tidying up at Telegram before the end, a pause, or another code. `withCode`: the log-out cancels a code as well. */
  | { name: 'closing'; effectId: string; outcome: Outcome | PutOff | GoesOn; leavesOpen: LeftOpen; withCode?: true }
  | Outcome;

export type PhaseName = Phase['name'];
export type In<Name extends PhaseName> = LoginState & { phase: Extract<Phase, { name: Name }> };

export function hasEnded(state: LoginState): boolean {
  const { name } = state.phase;
  return name === 'signedIn' || name === 'cancelled' || name === 'failed';
}

/** A call is under way: what it answers decides what comes next. */
export function callUnderWay(state: LoginState): boolean {
  return activityRuns(state) && state.phase.name !== 'scanning';
}

/** Something is being done that a run which continues as new would not know of. */
export function activityRuns(state: LoginState): boolean {
  return 'effectId' in state.phase;
}
