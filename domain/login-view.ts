import type { CodeFormat } from './code-entry.ts';
import type { Device } from './login-event.ts';
import type {
  LeftOpen,
  Advice,
  CancelReason,
  CodeProblem,
  EmailProblem,
  PasswordProblem,
  ResendPlan,
  RestartReason,
  Why,
} from './login-state.ts';
import type { RecoveryChoiceProblem, RecoveryCodeProblem, RecoveryWay } from './password-recovery.ts';
import type { Delivery, DeliveryType } from './sent-code.ts';

/** What a person may do at a step, besides answering it. */
export type Action =
  | 'resend'
  | 'noCode'
  | 'restart'
  | 'scan'
  | 'acceptScan'
  | 'later'
  | 'resetEmail'
  | 'cancel'
  | 'recover'
  | 'backToPassword';

/**
 * One sign-in as a person sees it, complete: bot, console and CLI draw it without knowing the rules.
 * Instants are Unix milliseconds.
 */
export type LoginView = {
  loginId: string;
  numberId: string;
  label: string;
  phoneTail: string;
  startedBy: string;
  startedAtMs: number;
  /** False while the data centre is not Telegram's own: every front end says so. */
  telegram: boolean;
  /** Grows with every change. */
  version: number;
  /** Names the question; an answer carries it back. */
  stepId: string;
  step: Step;
  actions: readonly Action[];
  ended: boolean;
  /** A cancel is noted; the call under way finishes first. */
  cancelling: boolean;
  /** The code before could not be used any more, and a fresh one was asked for by itself. `error` as Telegram wrote it. */
  codeDied?: { error: string; typed: boolean };
  /** What Telegram has told the owner beside its last error, cleaned: one line, no long numbers. */
  notice?: string;
  /** The steps until now, each with its beginning by the sign-in's own clock. Absent in views of older versions. */
  path?: readonly PathStep[];
  /** What the QR code says now. Only in views from the records, for those who may answer; never under way through Temporal. */
  scan?: ScanPicture;
};

/**
 * A credential: whoever has it and the account lets a stranger in. `link` is what the QR code says, `tg://login?token=…`;
 * `n` grows with every picture of a sign-in.
 */
export type ScanPicture = { link: string; expiresAtMs: number; n: number };

/** `way`: where the code of that step went. */
export type PathStep = { kind: StepKind; atMs: number; way?: DeliveryType };

export type Step =
  | { kind: 'requesting' }
  | {
      kind: 'enterCode';
      delivery: Delivery;
      format: CodeFormat;
      sentAtMs: number;
      deadlineAtMs: number;
      triesLeft: number;
      next: ResendPlan;
      heldUntilMs?: number;
      problem?: CodeProblem;
      advice?: Advice;
      serverWait?: { error: string; untilMs: number };
      /** The code proves a login e-mail address that is being set up. */
      verifies?: true;
      /** When the login e-mail address that somebody wanted to be reset is gone. */
      emailResetAtMs?: number;
    }
  | { kind: 'enterEmail'; deadlineAtMs: number; problem?: EmailProblem }
  | { kind: 'sendingEmailCode' }
  | { kind: 'resettingEmail' }
  | { kind: 'resending'; delivery: Delivery }
  | { kind: 'checkingCode' }
  | {
      kind: 'enterPassword';
      hint?: string;
      hasRecovery: boolean;
      deadlineAtMs: number;
      wrongPasswords: number;
      /** Of whichever account a QR code was scanned with. */
      scanned?: true;
      /** Mails that may still be asked for to recover the password here; absent where that cannot be done here. */
      recoveryMailsLeft?: number;
      problem?: PasswordProblem;
    }
  | { kind: 'checkingPassword' }
  /** `accepting`: a session in the vault was asked to let it in. */
  /** `codeBehind`: a code is out that the QR code has taken the place of. */
  | { kind: 'scan'; deadlineAtMs: number; codeBehind?: true; accepting?: true; notAccepted?: Why }
  | {
      kind: 'enterRecoveryCode';
      /** As Telegram shows the address; absent where its answer was lost. */
      emailPattern?: string;
      triesLeft: number;
      recoveryMailsLeft: number;
      deadlineAtMs: number;
      problem?: RecoveryCodeProblem;
    }
  | { kind: 'chooseRecovery'; deadlineAtMs: number; problem?: RecoveryChoiceProblem }
  | { kind: 'recovering'; doing: 'mail' | 'code' | RecoveryWay }
  | { kind: 'serverWait'; why: Why; untilMs: number; thenSends: boolean; thenScans?: true }
  | { kind: 'outcomeUnknown'; nextSendAtMs: number; sendsLeft: number }
  | { kind: 'putOff'; untilMs: number; timeZone?: string; leftOpen?: LeftOpen; sendsLeft: number }
  | { kind: 'restartOffered'; reason: RestartReason; deadlineAtMs: number; sendsLeft: number }
  | { kind: 'closing' }
  | {
      kind: 'signedIn';
      account: { userId: string; firstName: string; username?: string };
      dcId: number;
      /** How the owner sees the session under Settings, Devices. */
      device?: Device;
    }
  | { kind: 'cancelled'; reason: CancelReason; leftOpen?: LeftOpen }
  | { kind: 'failed'; why: Why; leftOpen?: LeftOpen };
export type StepKind = Step['kind'];
