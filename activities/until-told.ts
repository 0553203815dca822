import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { CLOSING_ATTEMPTS } from '../contracts/timings.ts';
import type { CallFailure, ClosingOutcome } from '../domain/login-event.ts';

/** Telling Telegram that something is over goes on until it has heard of it, for about a minute; then it is left open. */
export function untilTold(outcome: ClosingOutcome | CallFailure): ClosingOutcome {
  if (isPassing(outcome) && activityInfo().attempt < CLOSING_ATTEMPTS) {
    throw ApplicationFailure.retryable('Telegram has not heard of it yet; it is told again.', 'NOT_TOLD');
  }
  return outcome;
}

/** Lost on the way, or refused for reasons of time: floods, and Telegram's own trouble. */
function isPassing(outcome: ClosingOutcome): boolean {
  if (outcome.kind !== 'refused') return outcome.kind === 'lost' || outcome.kind === 'notSent';
  const { code } = outcome.error;
  return code === 420 || code >= 500 || code < 0;
}
