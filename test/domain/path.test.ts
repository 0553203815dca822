import { describe, expect, it } from 'vitest';
import { LONGEST_PATH, walkedTo } from '../../domain/path.ts';
import type { PathStep, Step } from '../../domain/login-view.ts';

const enterCode: Step = {
  kind: 'enterCode',
  delivery: { type: 'App', length: 5 },
  format: { kind: 'digits', length: 5 },
  sentAtMs: 1,
  deadlineAtMs: 2,
  triesLeft: 3,
  next: { kind: 'none' },
};

describe('the path of a sign-in', () => {
  it('takes each step with its beginning, and where its code went', () => {
    const path = walkedTo(walkedTo([], { kind: 'requesting' }, 10), enterCode, 20);
    expect(path).toEqual([
      { kind: 'requesting', atMs: 10 },
      { kind: 'enterCode', atMs: 20, way: 'App' },
    ]);
  });

  it('stays as it is while the step only changes', () => {
    const path = walkedTo([], enterCode, 20);
    expect(walkedTo(path, { ...enterCode, triesLeft: 2 }, 30)).toBe(path);
  });

  it('keeps its first step and its newest ones when it gets long', () => {
    let path: readonly PathStep[] = [];
    for (let n = 0; n < 500; n += 1) path = walkedTo(path, n % 2 === 0 ? { kind: 'requesting' } : enterCode, n);
    expect(path).toHaveLength(LONGEST_PATH);
    expect([path[0]?.atMs, path.at(-1)?.atMs]).toEqual([0, 499]);
  });
});
