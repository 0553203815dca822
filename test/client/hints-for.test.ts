import { describe, expect, it } from 'vitest';
import { hintsFor, howToGoOn } from '../../client/cli/hints-for.ts';
import { nameNumber } from '../../client/cli/name-number.ts';
import type { Action, Step } from '../../domain/login-view.ts';
import { allSteps, viewWith } from './views.ts';

const phone = '+4915112349999';
const at = (step: Step, actions: readonly Action[] = []) => ({ ...viewWith(step), actions });
const recoveryCode: Step = { kind: 'enterRecoveryCode', triesLeft: 3, recoveryMailsLeft: 1, deadlineAtMs: 0 };

describe('hints under a view', () => {
  it('name the commands of a recovery', () => {
    expect(hintsFor(at(recoveryCode, ['recover', 'cancel']), phone)).toEqual([
      `The code is typed with "latchkey recover ${phone}".`,
      `Another mail: "latchkey recover ${phone} --mail".`,
    ]);
    expect(hintsFor(at(recoveryCode, ['cancel']), phone).join()).not.toContain('--mail');
    const choice = hintsFor(at({ kind: 'chooseRecovery', deadlineAtMs: 0 }), phone).join();
    expect(choice).toContain(`latchkey recover ${phone} --new-password`);
    expect(choice).toContain(`latchkey recover ${phone} --remove-password`);
  });

  it('name the command that takes a login e-mail address away', () => {
    const emailed = allSteps(0).find((step) => step.kind === 'enterCode' && step.delivery.type === 'EmailCode');
    if (emailed === undefined) throw new Error('no such step');
    expect(hintsFor(at(emailed, ['resetEmail']), phone).join()).toContain(`latchkey reset-email ${phone} LAST4`);
  });
});

describe('who leaves a sign-in that goes on', () => {
  it('is told no command for a code where none is asked for', () => {
    const scan = howToGoOn(at({ kind: 'scan', deadlineAtMs: 0 }, ['restart', 'later', 'cancel']), phone);
    expect(scan).not.toContain('latchkey code');
    expect(scan).toContain(`"latchkey resend ${phone}", "latchkey show ${phone}", "latchkey cancel ${phone}"`);
    const notScanned: Step = { kind: 'restartOffered', reason: 'notScanned', deadlineAtMs: 0, sendsLeft: 1 };
    const offered = howToGoOn(at(notScanned, ['restart', 'scan', 'later', 'cancel']), phone);
    expect(offered).not.toContain('latchkey code');
    expect(offered).toContain(`"latchkey resend ${phone}", "latchkey login ${phone} --qr"`);
  });

  it('is told the command that answers the question', () => {
    for (const step of allSteps(0)) {
      const said = howToGoOn(at(step), phone);
      expect(said.includes('latchkey code')).toBe(step.kind === 'enterCode');
      expect(said.includes('latchkey password')).toBe(step.kind === 'enterPassword');
      expect(said.includes('latchkey email')).toBe(step.kind === 'enterEmail');
      expect(said.includes('--new-password')).toBe(step.kind === 'chooseRecovery');
    }
  });
});

it('a sentence names the number that was typed, and none where none was', () => {
  const sentence = 'Start one with "latchkey login +…".';
  expect(nameNumber(sentence, ['show', '+49 151 12349999', '--json'])).toBe(
    `Start one with "latchkey login ${phone}".`,
  );
  expect(nameNumber(sentence, ['audit', '--limit', '0'])).toBe(sentence);
});
