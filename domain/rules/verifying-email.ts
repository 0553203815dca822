import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter, nextEffect, refuse } from '../decision.ts';
import type { CallFailure, Command, SendCodeOutcome } from '../login-event.ts';
import type { In } from '../login-state.ts';
import type { TelegramError } from '../telegram-error.ts';
import { askForEmail } from './ask-for-email.ts';
import { askAgain, wrongCode } from './ask-again.ts';
import { cancelNow, codeHash, endWithCodeOut } from './closing.ts';
import { sendFreeAtMs } from './code-out.ts';
import { restartAfterExpiry } from './code-expired.ts';
import { courseAfter, mayHaveSent, refusedBy, waitMsOf } from './refusals.ts';
import { released, sendAnswered, unknownSend, why } from './requesting.ts';
import { withSendEntry } from './send-entry.ts';
import { offerRestart } from './sending.ts';
import { isAddressRefused, isEmailCodeExpired, isHashDead } from './setting-up-email.ts';

/** The code that proves a login e-mail address; Telegram may send another code on the strength of it, so it counts as a send. */
export function verifyEmail(
  state: In<'waitingForCode'>,
  { actor }: Extract<Command, { type: 'enterCode' }>,
  typed: string,
  nowMs: number,
): Decision {
  const freeAtMs = sendFreeAtMs(state, nowMs);
  if (freeAtMs > nowMs) return refuse(state, { code: 'SEND_BUDGET_USED_UP', freeAtMs });
  const { code } = state.phase;
  const numbered = nextEffect({ ...state, sendsAtMs: [...state.sendsAtMs, nowMs] }, 'verifyEmail');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'checkingCode', effectId, actor, code }),
    [{ type: 'verifyEmail', effectId, actor, hash: codeHash(code), code: typed }],
    [{ actor, act: 'enterCode' }],
  );
}

/** The answer to `account.verifyEmail`: what it brings is treated like a fresh answer to `auth.sendCode`. */
export function onVerifyEmailAnswered(state: In<'checkingCode'>, outcome: SendCodeOutcome, nowMs: number): Decision {
  const { actor = state.startedBy } = state.phase;
  const decided = sendAnswered(state, outcome, nowMs, (failure) => notVerified(state, failure, nowMs));
  return withSendEntry(decided, { actor, act: 'verifyEmail' }, outcome);
}

function notVerified(state: In<'checkingCode'>, outcome: CallFailure, nowMs: number): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  switch (outcome.kind) {
    case 'refused':
      return refused(mayHaveSent(state, outcome.error) ? state : released(state), outcome.error, nowMs);
    case 'lost':
      // The address may be bound, and a code under way whose hash nobody has.
      return decision(unknownSend(state, nowMs));
    case 'notSent':
      return askAgain(released(state), nowMs, { kind: 'notChecked', why: why(outcome) });
    case 'stopped':
      return endWithCodeOut(released(state), codeHash(state.phase.code), { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }
}

function refused(state: In<'checkingCode'>, error: TelegramError, nowMs: number): Decision {
  const { code } = state.phase;
  if (isWrongEmailCode(error)) return wrongCode(state, nowMs);
  if (isEmailCodeExpired(error)) return askForEmail(state, { ...code, wrongCodes: 0 }, nowMs, { kind: 'expired' });
  if (isAddressRefused(error)) return askForEmail(state, { ...code, wrongCodes: 0 }, nowMs, { kind: 'refused', error });
  if (isHashDead(error)) return restartAfterExpiry(state, { error, typed: true }, nowMs);
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait':
      return askAgain(state, nowMs, { kind: 'serverWait', error, untilMs: nowMs + waitMsOf(error) });
    case 'same':
      return askAgain(state, nowMs, { kind: 'notChecked', why: refusedBy(state, error) });
    case 'restart':
      return offerRestart({ ...state, keyDead: true }, nowMs, 'loginDied');
    case 'refetch':
    case 'end':
      return endWithCodeOut(state, codeHash(code), { name: 'failed', why: refusedBy(state, error) });
    default:
      return assertNever(course);
  }
}

export function isWrongEmailCode({ name }: TelegramError): boolean {
  return name === 'CODE_INVALID' || name === 'EMAIL_CODE_INVALID' || name === 'CODE_EMPTY';
}
