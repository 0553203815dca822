import fc from 'fast-check';
import { decide, newLogin } from '../../domain/decide.ts';
import type { Decision } from '../../domain/decision.ts';
import type { LoginEvent } from '../../domain/login-event.ts';
import type { LoginState } from '../../domain/login-state.ts';
import { wakeAtMs } from '../../domain/wake.ts';
import { eventFor, start, START_MS } from './arbitraries.ts';

export type Happened = { before: LoginState; event: LoginEvent; nowMs: number; decided: Decision };

/**
 * Random histories whose events fit the states they meet: a list of seeds is turned into events one by one,
 * so that a failing history shrinks.
 */
export const history: fc.Arbitrary<Happened[]> = fc
  .array(fc.record({ seed: fc.integer(), waitMs: waits() }), { minLength: 1, maxLength: 40 })
  .map((steps) => play(steps));

function waits(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 5_000, max: 400_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 48 * 3_600_000 }) },
    /** Until the timer is due. */
    { weight: 5, arbitrary: fc.constant(-1) },
  );
}

function play(steps: readonly { seed: number; waitMs: number }[]): Happened[] {
  let nowMs = START_MS;
  let before = newLogin(start, nowMs);
  const happened: Happened[] = [];
  const add = (event: LoginEvent): void => {
    const decided = decide(before, event, nowMs);
    happened.push({ before, event, nowMs, decided });
    before = decided.state;
  };
  add({ type: 'start' });
  for (const { seed, waitMs } of steps) {
    const dueMs = wakeAtMs(before);
    if (waitMs < 0 && dueMs !== undefined) {
      nowMs = Math.max(nowMs, dueMs);
      add({ type: 'woke' });
      continue;
    }
    nowMs += Math.max(0, waitMs);
    const [event] = fc.sample(eventFor(before), { numRuns: 1, seed });
    if (event !== undefined) add(event);
  }
  return happened;
}
