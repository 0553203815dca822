import { expect, it } from 'vitest';
import { timelineOf } from '../../client/timeline.ts';
import { allSteps, viewWith } from './views.ts';

it('gives each step of a sign-in its beginning and its end', () => {
  const path = [
    { kind: 'requesting', atMs: 10 },
    { kind: 'enterCode', atMs: 20, way: 'App' },
    { kind: 'checkingCode', atMs: 50 },
  ] as const;
  expect(timelineOf({ ...viewWith({ kind: 'checkingCode' }), path })).toEqual([
    { kind: 'requesting', atMs: 10, endMs: 20, who: 'machine' },
    { kind: 'enterCode', atMs: 20, way: 'App', endMs: 50, who: 'person' },
    { kind: 'checkingCode', atMs: 50, who: 'machine' },
  ]);
  const ended = { ...viewWith({ kind: 'cancelled', reason: 'person' }), ended: true };
  expect(timelineOf({ ...ended, path: [...path, { kind: 'cancelled', atMs: 60 }] }).at(-1)).toEqual({
    kind: 'cancelled',
    atMs: 60,
    endMs: 60,
    who: 'bad',
  });
});

it('draws every step there is from the view alone, also of a version that kept no path', () => {
  for (const step of allSteps(1_000)) {
    const steps = timelineOf(viewWith(step));
    expect(steps).toHaveLength(1);
    expect(steps[0]?.kind).toBe(step.kind);
  }
});
