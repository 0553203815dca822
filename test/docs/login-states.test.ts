import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PhaseName } from '../../domain/login-state.ts';
import { observedTransitions } from './observed-transitions.ts';

/** The compiler keeps this equal to the phases of the domain. */
const phases: Record<PhaseName, true> = {
  new: true,
  requesting: true,
  waitingForCode: true,
  resending: true,
  checkingCode: true,
  waitingForPassword: true,
  fetchingChallenge: true,
  checkingPassword: true,
  scanning: true,
  stoppingScan: true,
  requestingRecovery: true,
  waitingForRecoveryCode: true,
  checkingRecoveryCode: true,
  waitingForRecoveryChoice: true,
  fetchingAlgorithm: true,
  recovering: true,
  waitingToSend: true,
  outcomeUnknown: true,
  waitingForEmail: true,
  sendingEmailCode: true,
  resettingEmail: true,
  putOff: true,
  restartOffered: true,
  closing: true,
  signedIn: true,
  cancelled: true,
  failed: true,
};
const ends = ['cancelled', 'failed', 'signedIn'];
const page = readFileSync(join(import.meta.dirname, '../../docs/login-states.md'), 'utf8');

describe('The diagrams of the sign-in', () => {
  const drawn = arrowsOf(page);
  const between = drawn.filter(({ from, to }) => from !== '[*]' && to !== '[*]');

  // All states are walked: 12 s on two busy cores.
  test('show exactly the transitions that the rules make', { timeout: 120_000 }, () => {
    expect(between.map(({ from, to }) => `${from} --> ${to}`).toSorted()).toEqual(
      [...observedTransitions()].toSorted(),
    );
  });

  test('say of every transition when it happens', () => {
    expect(between.filter(({ label }) => label === '')).toEqual([]);
  });

  test('begin where a sign-in begins and end where it ends', () => {
    expect(drawn.filter(({ from }) => from === '[*]').map(({ to }) => to)).toEqual(['new']);
    expect(
      drawn
        .filter(({ to }) => to === '[*]')
        .map(({ from }) => from)
        .toSorted(),
    ).toEqual(ends);
    expect(between.filter(({ from }) => ends.includes(from))).toEqual([]);
  });

  test('and the table below them name every state and no other', () => {
    const named = new Set(drawn.flatMap(({ from, to }) => [from, to]).filter((name) => name !== '[*]'));
    const explained = [...page.matchAll(/^\| `(\w+)`/gmu)].map(([, name]) => name ?? '');
    expect([...named].toSorted()).toEqual(Object.keys(phases).toSorted());
    expect(explained.toSorted()).toEqual(Object.keys(phases).toSorted());
  });
});

function arrowsOf(markdown: string): { from: string; to: string; label: string }[] {
  const diagrams = [...markdown.matchAll(/^```mermaid\nstateDiagram-v2\n([\s\S]*?)^```/gmu)].map(
    ([, body]) => body ?? '',
  );
  return diagrams.flatMap((body) =>
    body
      .trim()
      .split('\n')
      .map((line) => {
        const arrow = /^(?<from>\[\*\]|\w+) --> (?<to>\[\*\]|\w+)(?:: (?<label>.+))?$/u.exec(line.trim());
        if (arrow?.groups === undefined) throw new Error(`The diagram has a line that is no arrow: ${line}`);
        const { from = '', to = '', label = '' } = arrow.groups;
        return { from, to, label };
      }),
  );
}
