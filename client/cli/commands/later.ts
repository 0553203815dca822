import type { Command } from 'commander';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import * as texts from '../../texts/texts.ts';
import type { CommandContext } from '../command-context.ts';
import { doneCodesHelp, exitCodeOfRefusal } from '../exit-codes.ts';
import { phoneArgument } from '../number-argument.ts';
import { UsageError } from '../usage-error.ts';

/** `later`: puts a running sign-in off, or ends it for now. */
export function addLater(program: Command, context: CommandContext): void {
  program
    .command('later')
    .summary('put a running sign-in off until somebody is there')
    .description(
      'Puts the sign-in off: "in 2 h", "17:30", "tomorrow 09:00", "monday 09:00 Europe/Berlin", "2026-12-01 09:00". Then somebody is asked whether a fresh code is to be sent; nothing is sent by itself. Without a time the sign-in ends for now. A code that is under way is void.',
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .argument('[when...]', "when somebody is there; in this machine's time zone where none is named")
    .option('--json', 'print the view afterwards as one JSON object, with "refusal" where nothing was changed', false)
    .addHelpText('after', doneCodesHelp)
    .action(async (typed: string, words: string[], options: { json: boolean }) => {
      const { phone } = phoneArgument(typed);
      const [{ readAppointment, systemTimeZone }, { withLogins }, { viewPrinter }, { questionOf }] = await Promise.all([
        import('../../read-appointment.ts'),
        import('../open-logins.ts'),
        import('../print-view.ts'),
        import('../question-of.ts'),
      ]);
      const when = words.join(' ').trim();
      const appointment = readAppointment(when, { nowMs: Date.now(), timeZone: systemTimeZone() });
      if (when !== '' && appointment === undefined) throw new UsageError(texts.cli.whenWrong);
      await withLogins(context, async ({ logins }) => {
        const { numberId } = await logins.number(phone);
        const { stepId } = await questionOf(logins, numberId, context.signal);
        const waiting = {
          signal: context.signal,
          onSilent: ({ message }: { message: string }) => context.note(message),
        };
        const { view, refusal } = await logins.later(numberId, stepId, appointment, waiting);
        if (refusal !== undefined) {
          context.note(describeRefusal(refusal, Date.now(), { times: 'relative' }));
          context.exitWith(exitCodeOfRefusal(view));
        }
        viewPrinter(context, options)(view, refusal);
      });
    });
}
