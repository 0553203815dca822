import type { Command } from 'commander';
import * as texts from '../../texts/texts.ts';
import type { CommandContext } from '../command-context.ts';
import { doneCodesHelp } from '../exit-codes.ts';
import { giveAnswer } from '../give-answer.ts';
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
    .action(async (typed: string, words: string[], { json }: { json: boolean }) => {
      const { readAppointment, systemTimeZone } = await import('../../read-appointment.ts');
      const when = words.join(' ').trim();
      const appointment = readAppointment(when, { nowMs: Date.now(), timeZone: systemTimeZone() });
      if (when !== '' && appointment === undefined) throw new UsageError(texts.cli.whenWrong);
      await giveAnswer(context, { typed, json }, async (logins, numberId, waiting) => {
        const { questionOf } = await import('../question-of.ts');
        const { stepId } = await questionOf(logins, numberId, context.signal);
        return await logins.later(numberId, stepId, appointment, waiting);
      });
    });
}
