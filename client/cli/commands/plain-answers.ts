import type { Command } from 'commander';
import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import type { LoginClient, Waiting } from '../../login-client.ts';
import type { CommandContext } from '../command-context.ts';
import { doneCodesHelp } from '../exit-codes.ts';
import { giveAnswer } from '../give-answer.ts';

type PlainAnswer = {
  name: 'resend' | 'cancel';
  summary: string;
  description: string;
  give: (logins: LoginClient, numberId: string, context: CommandContext, waiting: Waiting) => Promise<CommandAnswer>;
};

const answers: readonly PlainAnswer[] = [
  {
    name: 'resend',
    summary: 'ask for another code, where Telegram offers one',
    description:
      'Asks Telegram to send the code the other way it has offered, once its timeout has passed; where no code is out any more, for a fresh one.',
    give: async (logins, numberId, { signal }, waiting) => {
      const { questionOf } = await import('../question-of.ts');
      const { stepId, actions } = await questionOf(logins, numberId, signal);
      const isFresh = actions.includes('restart') && !actions.includes('resend');
      return await logins.command(numberId, isFresh ? 'restart' : 'resend', stepId, waiting);
    },
  },
  {
    name: 'cancel',
    summary: 'cancel a running sign-in',
    description:
      'Cancels the sign-in; a call under way finishes first, and Telegram is told that the code is not wanted.',
    give: async (logins, numberId, _context, waiting) => await logins.cancel(numberId, waiting),
  },
];

/** `resend` and `cancel`: commands that take nothing but the number. */
export function addPlainAnswers(program: Command, context: CommandContext): void {
  for (const { name, summary, description, give } of answers) {
    program
      .command(name)
      .summary(summary)
      .description(description)
      .argument('<number>', 'with + and country code, in quotes if it has spaces')
      .option('--json', 'print the view afterwards as one JSON object, with "refusal" where nothing was changed', false)
      .addHelpText('after', doneCodesHelp)
      .action(async (typed: string, { json }: { json: boolean }) => {
        await giveAnswer(context, { typed, json }, (logins, numberId, waiting) =>
          give(logins, numberId, context, waiting),
        );
      });
  }
}
