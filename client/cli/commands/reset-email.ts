import type { Command } from 'commander';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import type { CommandContext } from '../command-context.ts';
import { doneCodesHelp, exitCodeOfRefusal } from '../exit-codes.ts';
import { phoneArgument } from '../number-argument.ts';

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
    .action(async (typed: string, confirmation: string, options: { json: boolean }) => {
      const { phone } = phoneArgument(typed);
      const [{ withLogins }, { viewPrinter }, { questionOf }] = await Promise.all([
        import('../open-logins.ts'),
        import('../print-view.ts'),
        import('../question-of.ts'),
      ]);
      await withLogins(context, async ({ logins }) => {
        const { numberId } = await logins.number(phone);
        const { stepId } = await questionOf(logins, numberId, context.signal);
        const waiting = {
          signal: context.signal,
          onSilent: ({ message }: { message: string }) => context.note(message),
        };
        const { view, refusal } = await logins.resetEmail(numberId, stepId, { confirmation }, waiting);
        if (refusal !== undefined) {
          context.note(describeRefusal(refusal, Date.now(), { times: 'relative' }));
          context.exitWith(exitCodeOfRefusal(view));
        }
        viewPrinter(context, options)(view, refusal);
      });
    });
}
