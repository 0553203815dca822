import type { TargetName } from './target.ts';

/** Batches that once brought something to light, and what; replayed by every test run. */
export const keptSeeds: readonly { target: TargetName; seed: number; found: string }[] = [
  {
    target: 'control',
    seed: 1,
    found: 'a path of two slashes, and a % with nothing behind it, were answered with 500',
  },
  {
    target: 'control',
    seed: 34,
    found: 'a list of thousands of wrong method names kept everybody waiting',
  },
  {
    target: 'tl',
    seed: 300,
    found: 'something packed in place of the argument of auth.checkPassword ended the process',
  },
];
