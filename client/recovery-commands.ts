import type { AlgorithmAnswer, CommandAnswer } from '../contracts/login-messages.ts';
import { MAX_TYPED } from '../domain/code-entry.ts';
import type { NewPasswordSettings } from '../domain/password-recovery.ts';
import type { LoginChannel, Waiting } from './login-channel.ts';
import { LoginClientError } from './login-client-error.ts';
import { type NewPassword, submitNewPassword } from './new-password.ts';
import { computeNewPassword } from './srp/compute-new-password.ts';
import * as texts from './texts/texts.ts';

type Options = Waiting & { requestId?: string };
/** `confirmation`: the last four digits of the number. Without `settings` the password is removed. */
export type RecoveryChoice = { confirmation: string; settings?: NewPasswordSettings };

/** What is done about a password that was forgotten. Front ends ask for the role `admin` first (access/roles.ts). */
export type RecoveryCommands = {
  /** Has Telegram mail a code to the recovery address of the account. */
  requestRecovery(numberId: string, stepId: string, options?: Options): Promise<CommandAnswer>;
  /** Whether the code is right; changes nothing at Telegram. */
  recoveryCode(numberId: string, stepId: string, code: string, options?: Options): Promise<CommandAnswer>;
  backToPassword(numberId: string, stepId: string, options?: Options): Promise<CommandAnswer>;
  /** For a password that is typed elsewhere (a browser): what a new one is computed with, asked of Telegram now. */
  newPasswordAlgorithm(numberId: string, stepId: string, options?: Options): Promise<AlgorithmAnswer>;
  /** Replaces the password, or removes it; either way the sign-in goes on. Cannot be taken back. */
  recoverPassword(numberId: string, stepId: string, choice: RecoveryChoice, options?: Options): Promise<CommandAnswer>;
  /** The new password never leaves this process; takes up to a second of computing. */
  submitNewPassword(
    numberId: string,
    stepId: string,
    typed: NewPassword & { confirmation: string },
    options?: Waiting,
  ): Promise<CommandAnswer>;
};

export function recoveryCommands(channel: LoginChannel, actor: string): RecoveryCommands {
  const recoverPassword: RecoveryCommands['recoverPassword'] = (numberId, stepId, choice, more = {}) =>
    channel.command(numberId, 'recoverPassword', { actor, stepId, ...choice }, more);
  const newPasswordAlgorithm: RecoveryCommands['newPasswordAlgorithm'] = (numberId, stepId, more = {}) =>
    channel.command(numberId, 'newPasswordAlgorithm', { actor, stepId }, more);
  return {
    requestRecovery: (numberId, stepId, more = {}) =>
      channel.command(numberId, 'requestRecovery', { actor, stepId }, more),
    recoveryCode: async (numberId, stepId, code, more = {}) => {
      if (code.length > MAX_TYPED) throw new LoginClientError('CODE_TOO_LONG', texts.client.codeTooLong);
      return await channel.command(numberId, 'recoveryCode', { actor, stepId, code }, more);
    },
    backToPassword: (numberId, stepId, more = {}) =>
      channel.command(numberId, 'backToPassword', { actor, stepId }, more),
    newPasswordAlgorithm,
    recoverPassword,
    submitNewPassword: (numberId, stepId, { confirmation, ...typed }, waiting = {}) =>
      submitNewPassword(
        {
          algorithm: (at) => newPasswordAlgorithm(numberId, at, waiting),
          compute: computeNewPassword,
          submit: (at, settings) => recoverPassword(numberId, at, { confirmation, settings }, waiting),
        },
        { stepId, ...typed },
      ),
  };
}
