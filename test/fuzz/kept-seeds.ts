import type { TargetName } from './target.ts';

/** Batches that once brought something to light, and what; replayed by every test run. */
export const keptSeeds: readonly { target: TargetName; seed: number; found: string }[] = [
  {
    target: 'control',
    seed: 1,
    found: 'a path of two slashes, and a % with nothing behind it, were answered with 500',
  },
];
