import type { Command } from 'commander';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import { describeView } from '../../texts/describe-view.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodeOf, exitCodesHelp, LEFT } from '../exit-codes.ts';
import { phoneArgument } from '../number-argument.ts';
import { UsageError } from '../usage-error.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';

const kinds = {
  code: { summary: 'type the code of a running sign-in', noun: 'code' },
  email: {
    summary: 'name the login e-mail address that Telegram wants',
    noun: 'address, and the last four digits of the number behind it,',
  },
  password: { summary: 'type the password of two-step verification', noun: 'password' },
} as const;

/** `code`, `email` and `password`: read at a prompt or from the first line of stdin, never from the command line. */
export function addTypedAnswer(program: Command, context: CommandContext, kind: keyof typeof kinds): void {
  const { summary, noun } = kinds[kind];
  program
    .command(kind)
    .summary(summary)
    .description(`Asks for the ${noun} at a prompt, or reads it from the first line of stdin. It is never an argument.`)
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .option('--json', 'print the view afterwards as one JSON object, with "refusal" where nothing was changed', false)
    .addHelpText('after', exitCodesHelp)
    .allowExcessArguments(true)
    .action(async (typed: string, options: { json: boolean }, command: Command) => {
      refuseSecretArgument(command, kind);
      const { phone } = phoneArgument(typed);
      const [{ askedFor, submitTyped }, { readSecret }, { withLogins }, { viewPrinter }] = await Promise.all([
        import('../answer-step.ts'),
        import('../read-secret.ts'),
        import('../open-logins.ts'),
        import('../print-view.ts'),
      ]);
      await withLogins(context, async ({ logins }) => {
        const { numberId } = await logins.number(phone);
        const { questionOf } = await import('../question-of.ts');
        const view = await questionOf(logins, numberId, context.signal);
        const printView = viewPrinter(context, { json: options.json, phone });
        if (askedFor(view) !== kind) {
          const { headline } = describeView(view, Date.now(), { times: 'relative' });
          context.note(fill(texts.cli.notAsked[kind], { headline }));
          context.exitWith(exitCodeOf(view));
          if (options.json) printView(view, { code: view.ended ? 'LOGIN_ENDED' : 'NOT_NOW' });
          return;
        }
        const secret = await readSecret(context, kind);
        if (secret.kind === 'left') {
          context.exitWith(LEFT);
          return;
        }
        const waiting = {
          signal: context.signal,
          onSilent: ({ message }: { message: string }) => context.note(message),
        };
        const answer = await submitTyped(logins, view, secret.text, waiting);
        if (answer.refusal !== undefined)
          context.note(describeRefusal(answer.refusal, Date.now(), { times: 'relative' }));
        printView(answer.view, answer.refusal);
        context.exitWith(exitCodeOf(answer.view));
      });
    });
}

function refuseSecretArgument(command: Command, kind: keyof typeof kinds): void {
  if (command.args.length <= 1) return;
  throw new UsageError(texts.cli.secretArgument[kind]);
}
