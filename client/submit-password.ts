import type { ChallengeAnswer, CommandAnswer } from '../contracts/login-messages.ts';
import type { PasswordChallenge, PasswordProof } from '../domain/login-event.ts';
import type { LoginView } from '../domain/login-view.ts';
import { LoginClientError } from './login-client-error.ts';
import * as texts from './texts/texts.ts';

export type PasswordSteps = {
  challenge: (stepId: string) => Promise<ChallengeAnswer>;
  /** Where the password is: in this process, or in a browser's worker. */
  prove: (password: string, challenge: PasswordChallenge) => Promise<PasswordProof>;
  proof: (stepId: string, proof: PasswordProof) => Promise<CommandAnswer>;
};

/**
 * Proves the password to Telegram: a fresh challenge, the proof, and once more by itself where that is worth it
 * (telegram-sign-in.md 5.10). The password goes to `prove` alone.
 */
export async function submitPassword(
  steps: PasswordSteps,
  { stepId, password }: { stepId: string; password: string },
): Promise<CommandAnswer> {
  if (password === '') {
    throw new LoginClientError('PASSWORD_EMPTY', texts.client.passwordEmpty);
  }
  const first = await submitOnce(steps, { stepId, password });
  return isWorthAnotherTry(first) ? await submitOnce(steps, { stepId: first.view.stepId, password }) : first;
}

async function submitOnce(
  steps: PasswordSteps,
  { stepId, password }: { stepId: string; password: string },
): Promise<CommandAnswer> {
  const { challenge, ...asked } = await steps.challenge(stepId);
  if (challenge === undefined) return asked;
  return await steps.proof(asked.view.stepId, await steps.prove(password, challenge));
}

/** A challenge used up or too old; or the sign-in's first wrong password, which may be a proof that Telegram lost track of. */
function isWorthAnotherTry({ view, refusal }: { view: LoginView; refusal?: unknown }): boolean {
  const { step } = view;
  if (refusal !== undefined || step.kind !== 'enterPassword') return false;
  return (
    step.problem?.kind === 'staleChallenge' || (step.problem?.kind === 'wrongPassword' && step.wrongPasswords === 1)
  );
}
