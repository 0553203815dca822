import type { AlgorithmAnswer, CommandAnswer } from '../contracts/login-messages.ts';
import type { NewPasswordAlgorithm, NewPasswordSettings } from '../domain/password-recovery.ts';
import { LoginClientError } from './login-client-error.ts';
import * as texts from './texts/texts.ts';

/** `hint`: what Telegram shows to whoever is asked for the password; may be empty. */
export type NewPassword = { password: string; hint: string };

export type NewPasswordSteps = {
  algorithm: (stepId: string) => Promise<AlgorithmAnswer>;
  /** Where the password is: in this process, or in a browser's worker. */
  compute: (typed: NewPassword, algorithm: NewPasswordAlgorithm) => Promise<NewPasswordSettings>;
  submit: (stepId: string, settings: NewPasswordSettings) => Promise<CommandAnswer>;
};

/** A hint longer than that is cut by Telegram's own apps. */
const LONGEST_HINT = 255;

/** Why a new password cannot be that; undefined: it can. */
export function newPasswordTrouble({ password, hint }: NewPassword): string | undefined {
  if (password === '') return texts.client.newPassword.empty;
  if (hint.length > LONGEST_HINT) return texts.client.newPassword.hintTooLong;
  return hint !== '' && hint.includes(password) ? texts.client.newPassword.hintTells : undefined;
}

/**
 * Sets a new password: salts from Telegram, what is computed from them, and once more by itself where Telegram would not
 * take that, for its salts are good for a short time. The password goes to `compute` alone.
 */
export async function submitNewPassword(
  steps: NewPasswordSteps,
  { stepId, ...typed }: NewPassword & { stepId: string },
): Promise<CommandAnswer> {
  const trouble = newPasswordTrouble(typed);
  if (trouble !== undefined) throw new LoginClientError('NEW_PASSWORD_UNFIT', trouble);
  const first = await submitOnce(steps, stepId, typed);
  return isStale(first) ? await submitOnce(steps, first.view.stepId, typed) : first;
}

async function submitOnce(steps: NewPasswordSteps, stepId: string, typed: NewPassword): Promise<CommandAnswer> {
  const { algorithm, ...asked } = await steps.algorithm(stepId);
  if (algorithm === undefined) return asked;
  return await steps.submit(asked.view.stepId, await steps.compute(typed, algorithm));
}

const staleErrors: ReadonlySet<string> = new Set(['NEW_SALT_INVALID', 'SRP_ID_INVALID']);

function isStale({ view: { step }, refusal }: CommandAnswer): boolean {
  if (refusal !== undefined || step.kind !== 'chooseRecovery') return false;
  return step.problem?.kind === 'notTaken' && staleErrors.has(step.problem.error.name);
}
