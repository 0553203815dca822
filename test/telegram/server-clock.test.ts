import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../telegram/server-clock.ts';

const at = (seconds: number): bigint => (BigInt(seconds) << 32n) | 1n;

/** Two clocks of ours, which the test sets; the server's is 10 minutes ahead of the first. */
function clocks(): { clock: ServerClock; ours: { wall: number; steady: number } } {
  const ours = { wall: 1_000_000, steady: 5 };
  const clock = new ServerClock([() => ours.wall, () => ours.steady]);
  expect(clock.isTimely(at(1_000_600))).toBe(true);
  return { clock, ours };
}

describe('the clock of a server', () => {
  it('is set by the first message, however far it is from ours', () => {
    const { clock } = clocks();
    expect(clock.isTimely(at(1_000_000))).toBe(false);
  });

  it.each([
    [-301, false],
    [-300, true],
    [30, true],
    [31, false],
  ])('is met by a message of %i seconds beside it: %s', (beside, timely) => {
    const { clock, ours } = clocks();
    ours.wall += 500;
    ours.steady += 500;
    expect(clock.isTimely(at(1_001_100 + beside))).toBe(timely);
  });

  it('is still known when our own was set, or stood still while the machine slept', () => {
    const { clock, ours } = clocks();
    ours.steady += 10;
    ours.wall -= 3_600;
    expect(clock.isTimely(at(1_000_610))).toBe(true);
    ours.wall += 7_200 + 10;
    expect(clock.isTimely(at(1_004_210))).toBe(true);
  });
});
