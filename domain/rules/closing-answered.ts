import type { Decision } from '../decision.ts';
import type { Answer, ClosingOutcome } from '../login-event.ts';
import type { GoesOn, In, LoginState } from '../login-state.ts';
import { closed, end, leaving } from './closing.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { killsKey } from './refusals.ts';
import { requestCode } from './sending.ts';

/** The sign-in ends as decided; what Telegram could not be told is said, for it stays there. */
export function onClosingAnswered(
  state: In<'closing'>,
  { outcome: told }: Extract<Answer, { type: 'closingAnswered' }>,
  nowMs: number,
): Decision {
  const { outcome, leavesOpen, withCode } = state.phase;
  // A key that was logged out is of no use for the next send.
  const next = leavesOpen === 'session' ? { ...state, keyDead: true } : state;
  const isGone = isKeyGone(state, told);
  if (told.kind !== 'done' && !isGone) {
    return outcome.name === 'goesOn'
      ? notGoingOn(next, leaving(outcome, leavesOpen), nowMs)
      : closed(next, leaving(outcome, leavesOpen));
  }
  const isCodeLeft = told.kind === 'done' ? told.codeLeft === true : withCode === true;
  const said = isCodeLeft ? leaving(outcome, 'code') : outcome;
  return said.name === 'goesOn' ? goOn(next, said, nowMs) : closed(next, said);
}

/** Without its key there is nothing at Telegram to be ended. By 401, whatever its name, nobody is signed in with it any more. */
function isKeyGone(state: LoginState, told: ClosingOutcome): boolean {
  if (told.kind === 'stopped') return told.code === 'AUTH_KEY_UNKNOWN';
  if (told.kind !== 'refused') return false;
  return knowsWholeProtocol(state) && (told.error.code === 401 || killsKey(state, told.error));
}

function goOn(state: LoginState, { afterwards, leftOpen }: GoesOn, nowMs: number): Decision {
  const { cancel } = state;
  if (cancel === undefined) return requestCode(state, nowMs, afterwards.actor);
  return end(state, { name: 'cancelled', reason: cancel, ...(leftOpen === undefined ? {} : { leftOpen }) });
}

/** Nobody goes on beside a session that may be a stranger's. A code that is still out does no harm to the next one. */
function notGoingOn(state: LoginState, goesOn: GoesOn, nowMs: number): Decision {
  const { leftOpen } = goesOn;
  if (leftOpen !== 'session' || state.cancel !== undefined) return goOn(state, goesOn, nowMs);
  return end(state, { name: 'failed', why: { code: 'OUTCOME_UNKNOWN' }, leftOpen });
}
