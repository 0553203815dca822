import { expect, it } from 'vitest';
import { DoubleTaps } from '../../../client/bot/presses/double-taps.ts';

const ANNA = 4607;
const BEA = 4608;
const NOW = 1_800_000_000_000;
const toast = { text: 'Done.' };

it('answers a second tap like the first, for two seconds', () => {
  const taps = new DoubleTaps();
  taps.answered(ANNA, 'r.a.1', toast, NOW);
  expect(taps.answerOf(ANNA, 'r.a.1', NOW + 1_999)).toBe(toast);
  expect(taps.answerOf(ANNA, 'r.a.1', NOW + 2_000)).toBeUndefined();
});

it('takes a tap for another one where it is somebody else’s, of another button, or came after another', () => {
  const taps = new DoubleTaps();
  taps.answered(ANNA, 'r.a.1', toast, NOW);
  expect(taps.answerOf(BEA, 'r.a.1', NOW)).toBeUndefined();
  expect(taps.answerOf(ANNA, 'r.a.2', NOW)).toBeUndefined();
  taps.answered(ANNA, 'd.a.1', undefined, NOW);
  expect(taps.answerOf(ANNA, 'r.a.1', NOW)).toBeUndefined();
  expect(taps.answerOf(ANNA, 'd.a.1', NOW)).toBeUndefined();
});
