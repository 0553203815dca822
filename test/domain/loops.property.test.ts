import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, MAX_RESTARTS, MAX_UNSENT } from '../../domain/limits.ts';
import { callUnderWay } from '../../domain/login-state.ts';
import type { SendCodeOutcome } from '../../domain/login-event.ts';
import { telegramErrorEntry, telegramErrors } from '../../domain/telegram-errors.ts';
import { Play, SMS_NEXT } from './play.ts';

/** Between two proper answers: restarts and waits, and attempts that reached nobody. Each proper answer costs a send. */
const CALLS_WITHOUT_A_PERSON = (DEFAULT_LIMITS.sendsPerDay + 1) * (MAX_RESTARTS + MAX_UNSENT + 2);

const refused = fc
  .tuple(
    fc.constantFrom(...Object.keys(telegramErrors), 'SOMETHING_NEW'),
    fc.constantFrom(400, 401, 406, 420, 500, -503),
    fc.option(fc.constantFrom(1, 5, 30, 86_400), { nil: undefined }),
  )
  .map(([name, code, value]): SendCodeOutcome => {
    const error = { name, raw: name, code };
    return { kind: 'refused', error: value === undefined ? error : { ...error, value } };
  });
const outcome: fc.Arbitrary<SendCodeOutcome> = fc.oneof(
  { weight: 6, arbitrary: refused },
  fc.constant<SendCodeOutcome>({ kind: 'lost' }),
  fc.constant<SendCodeOutcome>({ kind: 'notSent', code: 'DC_UNREACHABLE' }),
  fc.constant<SendCodeOutcome>({ kind: 'sentCode', sentCode: SMS_NEXT }),
);
/** A server that goes on answering the same, or a few things in turn. */
const answers = fc.array(outcome, { minLength: 1, maxLength: 4 });

/** Nobody touches it: calls are answered in turn, timers run. Until it ends or has nothing more to do by itself. */
function untouched(inTurn: readonly SendCodeOutcome[]): { play: Play; calls: number; mayBeOut: number } {
  const play = new Play().event({ type: 'start' });
  let calls = 0;
  let mayBeOut = 0;
  for (let steps = 0; steps < 2_000; steps += 1) {
    const answer = inTurn[calls % inTurn.length];
    const before = play.state;
    if (!callUnderWay(before)) {
      if (play.waitForTimer().state === before) break;
      continue;
    }
    calls += 1;
    if (play.phase.name === 'closing' || answer === undefined) play.answer('closingAnswered', { kind: 'done' });
    else {
      if (isOut(answer)) mayBeOut += 1;
      play.answer(play.phase.name === 'resending' ? 'resendCodeAnswered' : 'sendCodeAnswered', answer);
    }
  }
  return { play, calls, mayBeOut };
}

const runs = { numRuns: fc.readConfigureGlobal().numRuns ?? 3_000 };

describe('a sign-in that nobody touches', () => {
  it('ends, after a bounded number of calls, whatever Telegram answers', () => {
    fc.assert(
      fc.property(answers, (inTurn) => {
        const { play, calls } = untouched(inTurn);
        expect(['failed', 'cancelled']).toContain(play.phase.name);
        expect(calls).toBeLessThanOrEqual(CALLS_WITHOUT_A_PERSON);
      }),
      runs,
    );
  });

  it('never sends more than its budget, failures inside Telegram included', () => {
    fc.assert(
      fc.property(answers, (inTurn) => {
        expect(untouched(inTurn).mayBeOut).toBeLessThanOrEqual(DEFAULT_LIMITS.sendsPerDay);
      }),
      runs,
    );
  });
});

/** A code is on its way, or may be. */
function isOut(outcome: SendCodeOutcome): boolean {
  if (outcome.kind !== 'refused') return outcome.kind === 'sentCode' || outcome.kind === 'lost';
  const { name, code } = outcome.error;
  return (code >= 500 || code < 0) && telegramErrorEntry(name)?.reaction !== 'restart';
}
