import { describe, expect, it } from 'vitest';
import { padded, toBase64 } from '../../client/srp/bytes.ts';
import { telegramPrimeBase64 } from '../../client/srp/check-group.ts';
import { computeProof } from '../../client/srp/compute-proof.ts';
import { submitPassword } from '../../client/submit-password.ts';
import type { ChallengeAnswer, CommandAnswer } from '../../contracts/login-messages.ts';
import type { PasswordProof } from '../../domain/login-event.ts';
import type { PasswordProblem } from '../../domain/login-state.ts';
import type { LoginView, Step } from '../../domain/login-view.ts';
import { viewWith } from './views.ts';

const challenge = {
  srpId: '1',
  srpB: toBase64(padded((1n << 2047n) + 12_345n)),
  salt1: toBase64(new Uint8Array(8)),
  salt2: toBase64(new Uint8Array(8)),
  g: 3,
  p: telegramPrimeBase64,
};

function asking(stepId: string, problem?: PasswordProblem, wrongPasswords = 0): LoginView {
  const rest = problem === undefined ? {} : { problem };
  const step: Step = { kind: 'enterPassword', hasRecovery: false, deadlineAtMs: 0, wrongPasswords, ...rest };
  return { ...viewWith(step), stepId };
}

/** A sign-in that answers proofs from a script, and keeps what it was sent. */
function scripted(answers: CommandAnswer[], challengeAnswer: (stepId: string) => ChallengeAnswer) {
  const proofs: { stepId: string; proof: PasswordProof }[] = [];
  return {
    proofs,
    challenge: async (stepId: string) => challengeAnswer(stepId),
    prove: computeProof,
    proof: async (stepId: string, proof: PasswordProof): Promise<CommandAnswer> => {
      proofs.push({ stepId, proof });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      return answer;
    },
  };
}

const withChallenge = (stepId: string): ChallengeAnswer => ({ view: asking(stepId), challenge });
const signedIn = viewWith({ kind: 'signedIn', account: { userId: '7', firstName: 'Anna' }, dcId: 2 });
const typed = { stepId: 's/1', password: 'secret-password' };

describe('submitPassword', () => {
  it('sends a proof and never the password', async () => {
    const sign = scripted([{ view: signedIn }], withChallenge);
    expect((await submitPassword(sign, typed)).view).toBe(signedIn);
    expect(sign.proofs).toHaveLength(1);
    expect(JSON.stringify(sign.proofs)).not.toContain('secret-password');
  });

  it.each<[string, LoginView]>([
    ['a challenge that is used up', asking('s/2', { kind: 'staleChallenge' })],
    ["the sign-in's first wrong password", asking('s/2', { kind: 'wrongPassword' }, 1)],
  ])('proves once more by itself after %s', async (_what, view) => {
    const sign = scripted([{ view }, { view: signedIn }], withChallenge);
    expect((await submitPassword(sign, typed)).view).toBe(signedIn);
    expect(sign.proofs.map(({ stepId }) => stepId)).toEqual(['s/1', 's/2']);
    expect(sign.proofs[0]?.proof.a).not.toBe(sign.proofs[1]?.proof.a);
  });

  it('does so no more than once', async () => {
    const twice = [
      { view: asking('s/2', { kind: 'staleChallenge' }) },
      { view: asking('s/3', { kind: 'staleChallenge' }) },
    ];
    const sign = scripted(twice, withChallenge);
    expect((await submitPassword(sign, typed)).view.stepId).toBe('s/3');
  });

  it('asks the person after a further wrong password', async () => {
    const sign = scripted([{ view: asking('s/2', { kind: 'wrongPassword' }, 3) }], withChallenge);
    expect((await submitPassword(sign, typed)).view.stepId).toBe('s/2');
    expect(sign.proofs).toHaveLength(1);
  });

  it('gives a refusal back without a proof', async () => {
    const sign = scripted([], (stepId) => ({ view: asking(stepId), refusal: { code: 'STALE_STEP' } }));
    expect(await submitPassword(sign, typed)).toMatchObject({ refusal: { code: 'STALE_STEP' } });
    expect(sign.proofs).toEqual([]);
  });
});
