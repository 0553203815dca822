import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { phoneArgument } from '../number-argument.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';

export function addShow(program: Command, context: CommandContext): void {
  program
    .command('show')
    .summary('show how a sign-in stands')
    .description("Shows the newest view of a number's newest sign-in, and why it is stuck, if it is.")
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .option('--follow', 'show each further view until the sign-in ends', false)
    .option('--json', 'print each view as one JSON object a line', false)
    .action(async (typed: string, options: { follow: boolean; json: boolean }) => {
      const { phone } = phoneArgument(typed);
      const [{ withLogins }, { viewPrinter }, { LoginClientError }, { sayAlike }] = await Promise.all([
        import('../open-logins.ts'),
        import('../print-view.ts'),
        import('../../login-client-error.ts'),
        import('../say-alike.ts'),
      ]);
      await withLogins(context, async ({ logins }) => {
        const { numberId } = await logins.number(phone);
        const view = await logins.view(numberId);
        if (view === undefined) {
          throw new LoginClientError('NO_LOGIN', texts.client.noLogin);
        }
        const printView = viewPrinter(context, { json: options.json, phone });
        printView(view);
        await sayAlike(logins, view, context);
        if (view.ended) return;
        const { state, stuck } = await logins.describe(numberId);
        if (stuck !== undefined) context.note(fill(texts.cli.stuck, { why: stuck }));
        if (state !== 'running') context.note(texts.cli.notRunning);
        if (!options.follow || state !== 'running') return;
        for await (const newer of logins.watch(numberId, { after: view, signal: context.signal })) printView(newer);
      });
    });
}
