import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter } from '../decision.ts';
import { backoffMs, MAX_RESTARTS, SHORT_WAIT_MS } from '../limits.ts';
import type { CallFailure, SendCodeOutcome } from '../login-event.ts';
import type { CodeOut, In, LoginState, Why } from '../login-state.ts';
import type { SentCode } from '../sent-code.ts';
import type { TelegramError } from '../telegram-error.ts';
import { cancelNow, endWithCodeOut, fail } from './closing.ts';
import { askForCode, codeOut } from './code-out.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { courseAfter, killsKey, mayHaveSent, refusedBy, waitMsOf } from './refusals.ts';
import { withSendEntry } from './send-entry.ts';
import { oneMoreWait, patient, sendAgainLater, waitToSend } from './sending.ts';
import { accepted } from './accepted.ts';
import { askForEmail } from './ask-for-email.ts';

/** The answer to `auth.sendCode`. */
export function onSendCodeAnswered(state: In<'requesting'>, outcome: SendCodeOutcome, nowMs: number): Decision {
  const decided = sendAnswered(state, outcome, nowMs, (failure) => notSent(state, failure, nowMs));
  return withSendEntry(decided, { actor: state.phase.actor, act: 'sendCode' }, outcome);
}

/** What any call brought that may send a code. `onFailure`: where it did not do what it was for. */
export function sendAnswered(
  state: LoginState,
  outcome: SendCodeOutcome,
  nowMs: number,
  onFailure: (failure: CallFailure) => Decision,
  onSent: (sentCode: SentCode, sentAtMs: number) => Decision = (sentCode, sentAtMs) =>
    codeSent(state, sentCode, sentAtMs, nowMs),
): Decision {
  switch (outcome.kind) {
    case 'sentCode':
      return onSent(outcome.sentCode, nowMs - (outcome.ageMs ?? 0));
    case 'signedIn':
    case 'passwordNeeded':
      return accepted(settled(state), outcome, nowMs);
    default:
      return onFailure(outcome);
  }
}

/** A fresh code of any kind: from sendCode, or from resendCode with the question before it. */
export function codeSent(
  state: LoginState,
  sentCode: SentCode,
  sentAtMs: number,
  nowMs: number,
  previous?: CodeOut['previous'],
): Decision {
  const { hash, delivery } = sentCode;
  if (state.cancel !== undefined) return endWithCodeOut(state, hash, { name: 'cancelled', reason: state.cancel });
  if (isByEmail(delivery) && state.rulesVersion < 2) {
    return endWithCodeOut(state, hash, { name: 'failed', why: { code: 'LOGIN_EMAIL_NOT_SUPPORTED' } });
  }
  if (hash === '') return restartWithoutHash(state, nowMs);
  if (delivery.type === 'SetUpEmailRequired')
    return askForEmail(settled(state), codeOut(state, sentCode, sentAtMs), nowMs);
  return decision(askForCode(settled(state), codeOut(state, sentCode, sentAtMs, previous), nowMs));
}

function isByEmail({ type }: SentCode['delivery']): boolean {
  return type === 'EmailCode' || type === 'SetUpEmailRequired';
}

/** Seen in the wild (telegram-sign-in.md 2): a code went out that nothing can be done with. */
function restartWithoutHash(state: LoginState, nowMs: number): Decision {
  if (state.serverRestarts >= 1) return fail(state, { code: 'EMPTY_CODE_HASH' });
  return waitToSend(
    { ...state, serverRestarts: state.serverRestarts + 1 },
    nowMs,
    { code: 'EMPTY_CODE_HASH' },
    state.limits.lostSendWaitMs,
  );
}

function notSent(state: In<'requesting'>, outcome: CallFailure, nowMs: number): Decision {
  const mayBeOut = outcome.kind === 'lost' || (outcome.kind === 'refused' && mayHaveSent(state, outcome.error));
  if (state.cancel !== undefined) return cancelNow(mayBeOut ? unknownSend(state, nowMs) : state, state.cancel);
  switch (outcome.kind) {
    case 'refused':
      return refused({ ...(mayBeOut ? state : released(state)), answered: true }, outcome.error, nowMs);
    case 'lost':
      return decision(unknownSend(state, nowMs));
    case 'notSent':
      return sendAgainLater(released(state), nowMs, why(outcome));
    case 'stopped':
      return fail(released(state), {
        ...why(outcome),
        ...(outcome.freeInMs === undefined ? {} : { freeAtMs: nowMs + outcome.freeInMs }),
      });
    default:
      return assertNever(outcome);
  }
}

export function unknownSend(state: LoginState, nowMs: number): LoginState {
  return enter(state, { name: 'outcomeUnknown', nextSendAtMs: nowMs + state.limits.lostSendWaitMs });
}

function refused(state: LoginState, error: TelegramError, nowMs: number): Decision {
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait':
      return waitMsOf(error) < SHORT_WAIT_MS
        ? restart(state, error, nowMs)
        : waitToSend(waited(state), nowMs, refusedBy(state, error), waitMsOf(error));
    case 'restart':
    case 'same':
      return restart(state, error, nowMs);
    case 'refetch':
    case 'end':
      return fail(state, refusedBy(state, error));
    default:
      return assertNever(course);
  }
}

/** Before rules 2 a wait was a proper answer. */
function waited(state: LoginState): LoginState {
  return knowsWholeProtocol(state) ? oneMoreWait(state) : settled(state);
}

function restart(state: LoginState, error: TelegramError, nowMs: number): Decision {
  const serverRestarts = state.serverRestarts + 1;
  if (serverRestarts > MAX_RESTARTS) return fail(state, { code: 'TOO_MANY_RESTARTS', error });
  const waitMs = courseAfter(state, error) === 'wait' ? waitMsOf(error) : 0;
  // As after a lost answer: a code may be on its way, which the next send would void.
  const patienceMs = mayHaveSent(state, error) ? state.limits.lostSendWaitMs : 0;
  return waitToSend(
    { ...state, serverRestarts, keyDead: state.keyDead || killsKey(state, error) },
    nowMs,
    refusedBy(state, error),
    Math.max(waitMs, patienceMs, backoffMs(serverRestarts)),
  );
}

export function why(outcome: Extract<CallFailure, { kind: 'notSent' | 'stopped' }>): Why {
  return outcome.detail === undefined ? { code: outcome.code } : { code: outcome.code, detail: outcome.detail };
}

/** Nothing went out: the send does not count. */
export function released<State extends LoginState>(state: State): State {
  return { ...state, sendsAtMs: state.sendsAtMs.slice(0, -1) };
}

/** Telegram answered properly: counters of its hiccups begin anew. */
export function settled<State extends LoginState>(state: State): State {
  return { ...patient(state), answered: true };
}
