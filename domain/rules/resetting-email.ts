import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter, isConfirmed, nextEffect, refuse, stepIdOf } from '../decision.ts';
import { LONGEST_WAIT_MS } from '../limits.ts';
import type { CallFailure, Command, SendCodeOutcome } from '../login-event.ts';
import type { CodeOut, CodeProblem, In, LoginState } from '../login-state.ts';
import { type Delivery, offersEmailReset, type SentCode } from '../sent-code.ts';
import type { TelegramError } from '../telegram-error.ts';
import { cancelNow, codeHash, endWithCodeOut } from './closing.ts';
import { restartAfterExpiry } from './code-expired.ts';
import { askForCode, sendFreeAtMs } from './code-out.ts';
import { courseAfter, mayHaveSent, refusedBy, waitMsOf } from './refusals.ts';
import { codeSent, released, sendAnswered, settled, why } from './requesting.ts';
import { withSendEntry } from './send-entry.ts';
import { offerRestart } from './sending.ts';
import { isHashDead } from './setting-up-email.ts';

type EmailCode = Extract<Delivery, { type: 'EmailCode' }>;

/** A reset takes the address from the account, for good: whoever asks for it types which number they mean. */
export function onResetAsked(
  state: In<'waitingForCode'>,
  { stepId, actor, confirmation }: Extract<Command, { type: 'resetEmail' }>,
  nowMs: number,
): Decision {
  if (stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  const { code } = state.phase;
  if (!isResettable(code)) return refuse(state, { code: 'NOT_NOW' });
  if (!isConfirmed(state, confirmation)) return refuse(state, { code: 'CONFIRMATION_WRONG' });
  const freeAtMs = sendFreeAtMs(state, nowMs);
  if (freeAtMs > nowMs) return refuse(state, { code: 'SEND_BUDGET_USED_UP', freeAtMs });
  const numbered = nextEffect({ ...state, sendsAtMs: [...state.sendsAtMs, nowMs] }, 'resetEmail');
  const { effectId } = numbered;
  return decision(enter(numbered.state, { name: 'resettingEmail', effectId, actor, code }), [
    { type: 'resetEmail', effectId, actor, hash: codeHash(code) },
  ]);
}

/** Where Telegram offers it; one that is under way is waited for. What it then answers is what counts. */
export function isResettable({ sentCode: { delivery }, emailResetAtMs }: CodeOut): boolean {
  return emailResetAtMs === undefined && offersEmailReset(delivery);
}

/** The answer to `auth.resetLoginEmail`. */
export function onResetAnswered(state: In<'resettingEmail'>, outcome: SendCodeOutcome, nowMs: number): Decision {
  const decided = sendAnswered(
    state,
    outcome,
    nowMs,
    (failure) => notReset(state, failure, nowMs),
    (sentCode, sentAtMs) => sentOrPending(state, sentCode, sentAtMs, nowMs),
  );
  return withSendEntry(decided, { actor: state.phase.actor, act: 'resetEmail' }, outcome);
}

function sentOrPending(state: In<'resettingEmail'>, sentCode: SentCode, sentAtMs: number, nowMs: number): Decision {
  const { delivery } = sentCode;
  if (delivery.type !== 'EmailCode' || delivery.resetPendingInSeconds === undefined || state.cancel !== undefined) {
    return codeSent(state, sentCode, sentAtMs, nowMs);
  }
  // The answer has no address: it is the one of before.
  const before = emailCodeOf(state.phase.code);
  const emailPattern = delivery.emailPattern === '' ? before.emailPattern : delivery.emailPattern;
  const length = delivery.length === 0 ? before.length : delivery.length;
  const code: CodeOut = {
    ...state.phase.code,
    sentCode: { ...sentCode, delivery: { ...delivery, emailPattern, length } },
  };
  return waitForReset(released(settled(state)), code, nowMs, delivery.resetPendingInSeconds);
}

/** Days, perhaps. The code from the e-mail, should it turn up, is good meanwhile; no other one goes out. */
function waitForReset(state: LoginState, code: CodeOut, nowMs: number, seconds: number): Decision {
  const emailResetAtMs = nowMs + Math.min(Math.max(seconds, 1) * 1_000, LONGEST_WAIT_MS);
  return decision(askForCode(state, { ...code, resend: { kind: 'none' }, emailResetAtMs }, nowMs));
}

function notReset(state: In<'resettingEmail'>, outcome: CallFailure, nowMs: number): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  switch (outcome.kind) {
    case 'refused':
      return refused(mayHaveSent(state, outcome.error) ? state : released(state), outcome.error, nowMs);
    case 'lost':
      // Asking once more does no harm: that it is under way is an answer of its own.
      return goOn(state, nowMs, { kind: 'notReset', why: { code: 'OUTCOME_UNKNOWN' } });
    case 'notSent':
      return goOn(released(state), nowMs, { kind: 'notReset', why: why(outcome) });
    case 'stopped':
      return endWithCodeOut(released(state), codeHash(state.phase.code), { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }
}

function refused(state: In<'resettingEmail'>, error: TelegramError, nowMs: number): Decision {
  const { code } = state.phase;
  if (error.name === 'TASK_ALREADY_EXISTS') return alreadyUnderWay(state, nowMs);
  if (isHashDead(error)) return restartAfterExpiry(state, { error, typed: false }, nowMs);
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait':
      return goOn(state, nowMs, { kind: 'serverWait', error, untilMs: nowMs + waitMsOf(error) });
    case 'same':
      return goOn(state, nowMs, { kind: 'notReset', why: refusedBy(state, error) });
    case 'restart':
      return offerRestart({ ...state, keyDead: true }, nowMs, 'loginDied');
    case 'refetch':
    case 'end':
      return endWithCodeOut(state, codeHash(code), { name: 'failed', why: refusedBy(state, error) });
    default:
      return assertNever(course);
  }
}

/** Until the date that was named, or as long as a reset takes. */
function alreadyUnderWay(state: In<'resettingEmail'>, nowMs: number): Decision {
  const { code } = state.phase;
  const { resetPendingInSeconds, resetAvailableSeconds } = emailCodeOf(code);
  // The date was named as seconds from when the code was sent.
  const pendingSeconds =
    resetPendingInSeconds === undefined ? undefined : resetPendingInSeconds - (nowMs - code.sentAtMs) / 1_000;
  return waitForReset(state, code, nowMs, pendingSeconds ?? resetAvailableSeconds ?? LONGEST_WAIT_MS / 1_000);
}

function goOn(state: In<'resettingEmail'>, nowMs: number, problem: CodeProblem): Decision {
  return decision(askForCode(state, state.phase.code, nowMs, { problem }));
}

function emailCodeOf({ sentCode: { delivery } }: CodeOut): EmailCode {
  return delivery.type === 'EmailCode' ? delivery : { type: 'EmailCode', emailPattern: '', length: 0 };
}
