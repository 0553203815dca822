import type { Command } from 'commander';
import type { LoginView, StepKind } from '../../../domain/login-view.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodeOf, exitCodesHelp, LEFT } from '../exit-codes.ts';
import { phoneArgument } from '../number-argument.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';

export function addLogin(program: Command, context: CommandContext): void {
  program
    .command('login')
    .summary('sign a number in')
    .description(
      'Starts a sign-in, or goes on with the one that is running. At a terminal it prompts for code and password; otherwise each line of stdin answers one question.',
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .option('--again', 'a further session beside one that works already', false)
    .option('--reason <text>', 'why, where the owner has ended a session of this number: kept in the audit')
    .option('--json', 'print each view as one JSON object a line; prompts for nothing', false)
    .addHelpText('after', exitCodesHelp)
    .action(async (typed: string, options: { again: boolean; reason?: string; json: boolean }) => {
      const { phone, shown, warning } = phoneArgument(typed);
      if (warning !== undefined) context.note(warning);
      const [{ attendLogin }, { followLogin }, { withLogins }, { viewPrinter }] = await Promise.all([
        import('../attend-login.ts'),
        import('../follow-login.ts'),
        import('../open-logins.ts'),
        import('../print-view.ts'),
      ]);
      await withLogins(context, async ({ logins }) => {
        const { signal, note } = context;
        const { again, reason } = options;
        const why = reason === undefined ? {} : { reason };
        const { view, joined } = await logins.start(phone, {
          again,
          ...why,
          signal,
          onSilent: ({ message }) => note(message),
        });
        if (joined) note(fill(texts.cli.joined, { number: shown, actor: view.startedBy }));
        const printView = viewPrinter(context, options);
        if (!context.interactive || options.json) {
          const last = await followLogin(logins, view, context, printView);
          if (!last.ended) note(howToGoOn(phone, last));
          context.exitWith(exitCodeOf(last));
          return;
        }
        const { view: last, left } = await attendLogin(logins, view, context, printView);
        if (left) note(howToGoOn(phone, last));
        context.exitWith(left ? LEFT : exitCodeOf(last));
      });
    });
}

const answersWith: Partial<Record<StepKind, string>> = {
  enterPassword: 'password',
  enterRecoveryCode: 'recover',
  chooseRecovery: 'recover',
};

function howToGoOn(phone: string, view: LoginView): string {
  const answer = answersWith[view.step.kind] ?? 'code';
  return fill(texts.cli.goesOnWithoutYou, { phone, answer });
}
