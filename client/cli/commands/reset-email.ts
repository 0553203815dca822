import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { doneCodesHelp } from '../exit-codes.ts';
import { giveAnswer } from '../give-answer.ts';

/** `reset-email`: where the login e-mail address is read by nobody any more. */
export function addResetEmail(program: Command, context: CommandContext): void {
  program
    .command('reset-email')
    .summary('take the login e-mail address from an account')
    .description(
      'Asks Telegram to take the login e-mail address from the account, at once or after days, as Telegram decides: codes go to the phone again then. Only while a code went by e-mail and Telegram offers it.',
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .argument('<last-four>', 'the last four digits of the number once more: this stays with the account')
    .option('--json', 'print the view afterwards as one JSON object, with "refusal" where nothing was changed', false)
    .addHelpText('after', doneCodesHelp)
    .action(async (typed: string, confirmation: string, { json }: { json: boolean }) => {
      await giveAnswer(context, { typed, json }, async (logins, numberId, waiting) => {
        const { questionOf } = await import('../question-of.ts');
        const { stepId } = await questionOf(logins, numberId, context.signal);
        return await logins.resetEmail(numberId, stepId, { confirmation }, waiting);
      });
    });
}
