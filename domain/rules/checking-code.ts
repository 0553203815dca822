import { assertNever } from '../assert-never.ts';
import type { Decision } from '../decision.ts';
import type { SignInOutcome, UnsureFailure } from '../login-event.ts';
import type { In, Outcome } from '../login-state.ts';
import type { TelegramError } from '../telegram-error.ts';
import { askAgain, wrongCode } from './ask-again.ts';
import { cancelNow, codeHash, endByLogOut, endWithCodeOut } from './closing.ts';
import { restartAfterExpiry } from './code-expired.ts';
import { courseAfter, refusedBy, waitMsOf } from './refusals.ts';
import { why } from './requesting.ts';
import { offerRestart } from './sending.ts';
import { accepted } from './accepted.ts';
import { isEmailCodeExpired } from './setting-up-email.ts';
import { isWrongEmailCode } from './verifying-email.ts';

/** The answer to `auth.signIn`. */
export function onSignInAnswered(state: In<'checkingCode'>, outcome: SignInOutcome, nowMs: number): Decision {
  switch (outcome.kind) {
    case 'signedIn':
    case 'passwordNeeded':
      return accepted(state, outcome, nowMs, { code: state.phase.code });
    default:
      return notSignedIn(state, outcome, nowMs);
  }
}

function notSignedIn(state: In<'checkingCode'>, outcome: UnsureFailure, nowMs: number): Decision {
  if (state.cancel !== undefined)
    return cancelNow(outcome.kind === 'lost' || outcome.mayBeIn === true ? maybeSignedIn(state) : state, state.cancel);
  switch (outcome.kind) {
    case 'refused':
      return refused(certainlyNotSignedIn(state), outcome.error, nowMs);
    case 'lost':
      return askAgain(maybeSignedIn(state), nowMs, { kind: 'notChecked', why: { code: 'OUTCOME_UNKNOWN' } });
    case 'notSent':
      return askAgain(state, nowMs, { kind: 'notChecked', why: why(outcome) });
    case 'stopped':
      return stopped(state, outcome);
    default:
      return assertNever(outcome);
  }
}

/** An answer that this version cannot read came all the same: the code was most likely accepted. */
function stopped(state: In<'checkingCode'>, outcome: Extract<UnsureFailure, { kind: 'stopped' }>): Decision {
  const { code } = state.phase;
  const end: Outcome = { name: 'failed', why: why(outcome) };
  return outcome.code === 'LIBRARY_TOO_OLD' || outcome.mayBeIn === true || code.mayBeSignedIn === true
    ? endByLogOut(state, end)
    : endWithCodeOut(state, codeHash(code), end);
}

function refused(state: In<'checkingCode'>, error: TelegramError, nowMs: number): Decision {
  if (isByEmail(state)) {
    if (isWrongEmailCode(error)) return wrongCode(state, nowMs);
    if (error.name === 'EMAIL_ADDRESS_INVALID')
      return askAgain(state, nowMs, { kind: 'notChecked', why: refusedBy(state, error) });
    if (isEmailCodeExpired(error)) return restartAfterExpiry(state, { error, typed: true }, nowMs);
  }
  switch (error.name) {
    case 'PHONE_CODE_INVALID':
    case 'PHONE_CODE_EMPTY':
      return wrongCode(state, nowMs);
    case 'PHONE_CODE_EXPIRED':
      return restartAfterExpiry(state, { error, typed: true }, nowMs);
    case 'PHONE_NUMBER_UNOCCUPIED':
      return endWithCodeOut(state, codeHash(state.phase.code), { name: 'failed', why: { code: 'NO_ACCOUNT', error } });
    default:
      return otherwise(state, error, nowMs);
  }
}

function isByEmail({ phase }: In<'checkingCode'>): boolean {
  return phase.code.sentCode.delivery.type === 'EmailCode';
}

function otherwise(state: In<'checkingCode'>, error: TelegramError, nowMs: number): Decision {
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait':
      return askAgain(state, nowMs, { kind: 'serverWait', error, untilMs: nowMs + waitMsOf(error) });
    case 'same':
      // Telegram's own trouble says nothing about the code: the next try asks first who the key is (telegram-sign-in.md 4.3).
      return askAgain(maybeSignedIn(state), nowMs, { kind: 'notChecked', why: refusedBy(state, error) });
    case 'restart':
      return offerRestart({ ...state, keyDead: true }, nowMs, 'loginDied');
    case 'refetch':
    case 'end':
      return endWithCodeOut(state, codeHash(state.phase.code), { name: 'failed', why: refusedBy(state, error) });
    default:
      return assertNever(course);
  }
}

function maybeSignedIn(state: In<'checkingCode'>): In<'checkingCode'> {
  return { ...state, phase: { ...state.phase, code: { ...state.phase.code, mayBeSignedIn: true } } };
}

/** Where an earlier code may have been accepted, this call has asked who the key is before anything else. */
function certainlyNotSignedIn(state: In<'checkingCode'>): In<'checkingCode'> {
  const { mayBeSignedIn: _, ...code } = state.phase.code;
  return { ...state, phase: { ...state.phase, code } };
}
