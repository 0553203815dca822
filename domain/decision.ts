import type { PasswordProof } from './login-event.ts';
import type { RecoveryEffect } from './password-recovery.ts';
import type { LoginState, Phase } from './login-state.ts';

/** A call to make. `effectId` names it across retries: its intent row carries it. */
export type Effect =
  | { type: 'sendCode'; effectId: string; actor: string; freshKey: boolean }
  | { type: 'resendCode'; effectId: string; actor: string; hash: string }
  /** `probe`: an earlier code may have been accepted, so Telegram is asked first who the key is. */
  | { type: 'signIn'; effectId: string; hash: string; code: string; probe: boolean; byEmail?: true }
  | { type: 'sendEmailCode'; effectId: string; hash: string; email: string }
  | { type: 'verifyEmail'; effectId: string; actor: string; hash: string; code: string }
  | { type: 'resetEmail'; effectId: string; actor: string; hash: string }
  | { type: 'getPassword'; effectId: string }
  /** `scanned`: whose account it is must be compared with the number. */
  | { type: 'checkPassword'; effectId: string; proof: PasswordProof; probe?: true; scanned?: true }
  /** Shows QR codes until one is scanned. `probe`: an earlier code may have been accepted. `hash`: of a code that is out under its key. */
  | { type: 'scan'; effectId: string; freshKey: boolean; probe: boolean; hash?: string }
  /** Beside a scan that goes on. */
  | { type: 'acceptScan'; effectId: string }
  /** Ends the scan of that name; its answer says whether it came too late. */
  | { type: 'stopScan'; effectId: string }
  | RecoveryEffect
  | { type: 'cancelCode'; effectId: string; hash: string }
  /**
   * `goesOn`: the sign-in asks for another code later, with another key. `stranger`: whose account it is was not proven, so nothing
   * of it is kept. `hash`: of a code that is out as well, and cancelled first.
   */
  | { type: 'logOut'; effectId: string; goesOn?: true; stranger?: true; hash?: string };

/** One line of the audit trail: who did what. Never a code, never a password. */
export type AuditEntry = { actor: string; act: AuditAct; detail?: string };
export type AuditAct =
  | 'start'
  | 'joined'
  | 'sendCode'
  | 'resendCode'
  /** A send that certainly did not take place; the detail says why. */
  | 'notSent'
  | 'enterCode'
  | 'enterPassword'
  | 'requestRecovery'
  | 'enterRecoveryCode'
  | 'replacePassword'
  | 'removePassword'
  | 'passwordReplaced'
  | 'passwordRemoved'
  /** A recovery that Telegram did not carry out, or may not have; the detail says why. */
  | 'notRecovered'
  | 'enterEmail'
  | 'verifyEmail'
  | 'resetEmail'
  | 'noCode'
  | 'restart'
  | 'scan'
  | 'acceptScan'
  | 'later'
  | 'cancel'
  | 'signedIn'
  | 'cancelled'
  | 'failed';

/** Why a command changed nothing: a sentence for each stands in the texts. */
export type Refusal =
  | { code: 'LOGIN_ENDED' }
  | { code: 'STALE_STEP' }
  | { code: 'NOT_NOW' }
  | { code: 'CODE_EMPTY' }
  | { code: 'CODE_TOO_LONG' }
  | { code: 'CODE_WRONG_LENGTH'; expected: number; received: number }
  | { code: 'CODE_NOT_DIGITS' }
  | { code: 'CODE_WRONG_BEGINNING'; beginning: string }
  | { code: 'CODE_WRONG_PATTERN'; pattern: string }
  | { code: 'EMAIL_MALFORMED' }
  | { code: 'CONFIRMATION_WRONG' }
  /** Beside an e-mail address. */
  | { code: 'CONFIRMATION_MISSING' }
  | { code: 'TOO_EARLY'; fromMs: number }
  | { code: 'NO_NEXT_WAY' }
  | { code: 'RECOVERY_MAILS_USED_UP' }
  | { code: 'NO_RECOVERY_ADDRESS' }
  /** Whose password it is shows only once it is right. */
  | { code: 'NO_RECOVERY_AFTER_SCAN' }
  /** An appointment that has passed, or is too far away. */
  | { code: 'TIME_OUT_OF_RANGE' }
  | { code: 'SEND_BUDGET_USED_UP'; freeAtMs: number };
export type RefusalCode = Refusal['code'];

export type Decision = {
  state: LoginState;
  effects: readonly Effect[];
  audit: readonly AuditEntry[];
  refusal?: Refusal;
};

export const SYSTEM = 'latchkey';

export function unchanged(state: LoginState): Decision {
  return { state, effects: [], audit: [] };
}

export function refuse(state: LoginState, refusal: Refusal): Decision {
  return { state, effects: [], audit: [], refusal };
}

/** What stays with an account is confirmed by the last four digits of its number, typed. */
export function isConfirmed({ phoneTail }: Pick<LoginState, 'phoneTail'>, typed: string): boolean {
  return typed.trim() === phoneTail;
}

/** A new question, a new step. */
export function enter(state: LoginState, phase: Phase): LoginState {
  return { ...state, phase, step: state.step + 1 };
}

/** The same question goes on: answers to it stay valid. */
export function stay(state: LoginState, phase: Phase): LoginState {
  return { ...state, phase };
}

export function decision(
  state: LoginState,
  effects: readonly Effect[] = [],
  audit: readonly AuditEntry[] = [],
): Decision {
  return { state, effects, audit };
}

/** Numbers the next call of a sign-in. */
export function nextEffect(state: LoginState, type: Effect['type']): { state: LoginState; effectId: string } {
  const effectsBegun = state.effectsBegun + 1;
  return { state: { ...state, effectsBegun }, effectId: `${effectsBegun}-${type}` };
}

export function stepIdOf(state: LoginState): string {
  return stepIdFor(state, state.step);
}

export function stepIdFor(state: LoginState, step: number): string {
  return `${state.loginId}/${step}`;
}

export function personSeen(state: LoginState, nowMs: number): LoginState {
  return { ...state, personSeenAtMs: nowMs };
}
