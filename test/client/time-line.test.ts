import { expect, it } from 'vitest';
import { timeLine } from '../../client/cli/ask-step.ts';
import { allSteps, viewWith } from './views.ts';

const nowMs = Date.now();

function line(held: { heldUntilMs?: number }): string {
  const step = allSteps(nowMs).find(({ kind }) => kind === 'enterCode');
  if (step?.kind !== 'enterCode') throw new Error('No step asks for a code.');
  const next = { kind: 'automatic', way: 'Sms', atMs: nowMs + 30_000 } as const;
  return timeLine(viewWith({ ...step, next, ...held })).replace(/\d+ s/u, 'N s');
}

it('says that a resend is held back, where it is', () => {
  expect(line({})).toBe('(a text message in N s)');
  expect(line({ heldUntilMs: nowMs + 20_000 })).toBe('(a text message in N s)');
  expect(line({ heldUntilMs: nowMs + 90_000 })).toBe('(a text message in N s, held back while you type)');
});
