import { assertNever } from '../assert-never.ts';
import { type Decision, decision, nextEffect, enter } from '../decision.ts';
import { backoffMs, MAX_UNSENT } from '../limits.ts';
import type { CallFailure, SendCodeOutcome } from '../login-event.ts';
import type { CodeOut, In, ResendPlan } from '../login-state.ts';
import type { Delivery, NextType } from '../sent-code.ts';
import type { TelegramError } from '../telegram-error.ts';
import { cancelNow, codeHash, endWithCodeOut } from './closing.ts';
import { restartAfterExpiry } from './code-expired.ts';
import { askForCode } from './code-out.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { courseAfter, killsKey, mayHaveSent, refusedBy, waitMsOf } from './refusals.ts';
import { codeSent, released, sendAnswered, why } from './requesting.ts';
import { isTooOften, oneMoreWait } from './sending.ts';
import { withSendEntry } from './send-entry.ts';

/** The only place where `auth.resendCode` is decided: the caller has seen to time, way and budget. */
export function resend(state: In<'waitingForCode'>, nowMs: number, actor: string): Decision {
  const { code } = state.phase;
  const numbered = nextEffect({ ...state, sendsAtMs: [...state.sendsAtMs, nowMs] }, 'resendCode');
  const { effectId } = numbered;
  return decision(enter(numbered.state, { name: 'resending', effectId, actor, code, askedStep: state.step }), [
    { type: 'resendCode', effectId, actor, hash: codeHash(code) },
  ]);
}

export function onResendCodeAnswered(state: In<'resending'>, outcome: SendCodeOutcome, nowMs: number): Decision {
  const decided = sendAnswered(
    state,
    outcome,
    nowMs,
    (failure) => notResent(state, failure, nowMs),
    (sentCode, sentAtMs) => codeSent(state, sentCode, sentAtMs, nowMs, asked(state)),
  );
  return withSendEntry(decided, { actor: state.phase.actor, act: 'resendCode' }, outcome);
}

function notResent(state: In<'resending'>, outcome: CallFailure, nowMs: number): Decision {
  const mayBeOut = outcome.kind === 'lost' || (outcome.kind === 'refused' && mayHaveSent(state, outcome.error));
  if (state.cancel !== undefined) return cancelNow(mayBeOut ? lost(state) : state, state.cancel);
  switch (outcome.kind) {
    case 'refused':
      return mayBeOut ? goOn(state, nowMs, { kind: 'lost' }) : refused(state, outcome.error, nowMs);
    case 'lost':
      return goOn(state, nowMs, { kind: 'lost' });
    case 'notSent':
      return unsent(released(state), nowMs);
    case 'stopped':
      return stopped(released(state), outcome, nowMs);
    default:
      return assertNever(outcome);
  }
}

/** The code that this call may have brought about is known to nobody here. */
function lost(state: In<'resending'>): In<'resending'> {
  return { ...state, phase: { ...state.phase, code: { ...state.phase.code, resend: { kind: 'lost' } } } };
}

/** The question that stood while this call was made. */
function asked({ phase }: In<'resending'>): { step: number; delivery: Delivery } {
  return { step: phase.askedStep, delivery: phase.code.sentCode.delivery };
}

/** The code before this call stays good: the person is asked for it further on. */
function goOn(state: In<'resending'>, nowMs: number, plan: ResendPlan, more: Partial<CodeOut> = {}): Decision {
  const { serverWait: _, ...kept } = state.phase.code;
  return decision(askForCode(state, { ...kept, resend: plan, previous: asked(state), ...more }, nowMs));
}

function refused(counted: In<'resending'>, error: TelegramError, nowMs: number): Decision {
  const state = released(counted);
  if (error.name === 'SEND_CODE_UNAVAILABLE') return goOn(state, nowMs, { kind: 'none' });
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait': {
      const untilMs = nowMs + waitMsOf(error);
      const waited = knowsWholeProtocol(state) ? oneMoreWait(state) : state;
      return goOn(waited, nowMs, later(waited, untilMs), { serverWait: { error, untilMs } });
    }
    case 'same':
      return unsent(state, nowMs);
    case 'restart': {
      const keyDead = state.keyDead || (knowsWholeProtocol(state) && killsKey(state, error));
      return restartAfterExpiry({ ...state, keyDead }, { error, typed: false }, nowMs);
    }
    case 'refetch':
    case 'end':
      return endWithCodeOut(state, codeHash(state.phase.code), { name: 'failed', why: refusedBy(state, error) });
    default:
      return assertNever(course);
  }
}

function unsent(state: In<'resending'>, nowMs: number): Decision {
  const counted = { ...state, unsent: state.unsent + 1 };
  if (counted.unsent > MAX_UNSENT) return goOn(counted, nowMs, { kind: 'none' });
  return goOn(counted, nowMs, later(counted, nowMs + backoffMs(counted.unsent)));
}

function stopped(state: In<'resending'>, outcome: Extract<CallFailure, { kind: 'stopped' }>, nowMs: number): Decision {
  if (outcome.code === 'SEND_BUDGET_USED_UP') {
    return goOn(state, nowMs, { kind: 'budgetUsedUp', freeAtMs: nowMs + (outcome.freeInMs ?? 0) });
  }
  return endWithCodeOut(state, codeHash(state.phase.code), { name: 'failed', why: why(outcome) });
}

function later(state: In<'resending'>, atMs: number): ResendPlan {
  const { nextType } = state.phase.code.sentCode;
  if (nextType === undefined) return { kind: 'none' };
  // A server that names one wait after the other is asked again only when a person wants it.
  return isTooOften(state)
    ? { kind: 'onRequest', way: nextType, fromMs: atMs }
    : plannedAt(state.phase.code.resend, nextType, atMs);
}

function plannedAt(plan: ResendPlan, way: NextType, atMs: number): ResendPlan {
  return plan.kind === 'onRequest' ? { kind: 'onRequest', way, fromMs: atMs } : { kind: 'automatic', way, atMs };
}
