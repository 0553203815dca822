import { type Decision, refuse } from '../decision.ts';
import { LONGEST_WAIT_MS } from '../limits.ts';
import type { Command } from '../login-event.ts';
import { callUnderWay, type In, type LoginState, type PutOff } from '../login-state.ts';
import { cancelNow, giveUpCode } from './closing.ts';
import { offerRestart } from './sending.ts';

/** A person comes back later: at an instant that they name, or by starting again. */
export function onLater(
  state: LoginState,
  { actor, untilMs, timeZone }: Extract<Command, { type: 'later' }>,
  nowMs: number,
): Decision {
  if (callUnderWay(state)) return refuse(state, { code: 'NOT_NOW' });
  if (untilMs === undefined) return cancelNow(state, 'postponed', [{ actor, act: 'later' }]);
  if (state.phase.name === 'new') return refuse(state, { code: 'NOT_NOW' });
  if (!isPossible(untilMs, nowMs)) return refuse(state, { code: 'TIME_OUT_OF_RANGE' });
  const putOff: PutOff = { name: 'putOff', untilMs, ...(timeZone === undefined ? {} : { timeZone }) };
  return giveUpCode(state, putOff, [{ actor, act: 'later', detail: new Date(untilMs).toISOString() }]);
}

/** Nothing is sent by itself: a code is of no use to somebody who is late. */
export function onAppointment(state: In<'putOff'>, nowMs: number): Decision {
  return offerRestart(state, nowMs, 'appointment');
}

function isPossible(untilMs: number, nowMs: number): boolean {
  return Number.isFinite(untilMs) && untilMs > nowMs && untilMs <= nowMs + LONGEST_WAIT_MS;
}
