import type { ChallengeAnswer, CommandAnswer, LoginUpdates } from '../contracts/login-messages.ts';
import type { LoginView } from '../domain/login-view.ts';
import { LoginClientError } from './login-client-error.ts';
import { computeProof } from './srp/compute-proof.ts';

type Send = {
  passwordChallenge: (payload: LoginUpdates['passwordChallenge']) => Promise<ChallengeAnswer>;
  passwordProof: (payload: LoginUpdates['passwordProof']) => Promise<CommandAnswer>;
};

/**
 * Proves the password to Telegram: a fresh challenge, the proof, and once more by itself where that is worth it
 * (telegram-sign-in.md 5.10). The password stays in this process.
 */
export async function submitPassword(
  send: Send,
  { actor, stepId, password }: { actor: string; stepId: string; password: string },
): Promise<CommandAnswer> {
  if (password === '') {
    throw new LoginClientError('PASSWORD_EMPTY', 'The password is empty. Type the password of two-step verification.');
  }
  const first = await submitOnce(send, { actor, stepId, password });
  return isWorthAnotherTry(first) ? await submitOnce(send, { actor, stepId: first.view.stepId, password }) : first;
}

async function submitOnce(
  send: Send,
  { actor, stepId, password }: { actor: string; stepId: string; password: string },
): Promise<CommandAnswer> {
  const { challenge, ...asked } = await send.passwordChallenge({ actor, stepId });
  if (challenge === undefined) return asked;
  const proof = await computeProof(password, challenge);
  return await send.passwordProof({ actor, stepId: asked.view.stepId, proof });
}

/** A challenge used up or too old; or the sign-in's first wrong password, which may be a proof that Telegram lost track of. */
function isWorthAnotherTry({ view, refusal }: { view: LoginView; refusal?: unknown }): boolean {
  const { step } = view;
  if (refusal !== undefined || step.kind !== 'enterPassword') return false;
  return (
    step.problem?.kind === 'staleChallenge' || (step.problem?.kind === 'wrongPassword' && step.wrongPasswords === 1)
  );
}
