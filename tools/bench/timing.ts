import { setTimeout as pause } from 'node:timers/promises';
import { type Spread, spreadOf } from './spread.ts';

/** One sign-in as a person with a stopwatch sees it. */
export type Timing = { startToCodeMs: number; codeToSignedInMs: number };
export type TimingSpread = { startToCodeMs: Spread; codeToSignedInMs: Spread };

export function spreadOfTimings(timings: readonly Timing[]): TimingSpread {
  return {
    startToCodeMs: spreadOf(timings.map(({ startToCodeMs }) => startToCodeMs)),
    codeToSignedInMs: spreadOf(timings.map(({ codeToSignedInMs }) => codeToSignedInMs)),
  };
}

/** A person needs longer than this to read a code: what either side still does on its own has ended. */
export async function quiet(): Promise<void> {
  await pause(200);
}
