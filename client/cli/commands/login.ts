import type { Command } from 'commander';
import type { LoginView } from '../../../domain/login-view.ts';
import type { LoginClient, Waiting } from '../../login-client.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodeOf, exitCodesHelp, LEFT } from '../exit-codes.ts';
import { reasonArgument } from '../reason-argument.ts';
import { UsageError } from '../usage-error.ts';
import { phoneArgument } from '../number-argument.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';

type LoginOptions = { again: boolean; qr: boolean; acceptWithVault: boolean; reason?: string; json: boolean };

export function addLogin(program: Command, context: CommandContext): void {
  program
    .command('login')
    .summary('sign a number in')
    .description(
      'Starts a sign-in, or goes on with the one that is running. At a terminal it prompts for code and password; otherwise each line of stdin answers one question.',
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .option('--again', 'a further session beside one that works already', false)
    .option(
      '--qr',
      'by a QR code that a phone scans where the account is open; nothing is sent. Waits for the scan, 10 minutes at most, without a terminal too',
      false,
    )
    .option(
      '--accept-with-vault',
      'let a session of the number that the vault holds accept: by QR code, beside the session that works; each run makes one more. With --again and --reason',
      false,
    )
    .option(
      '--reason <text>',
      'why, with --accept-with-vault or where the owner has ended a session of this number: kept in the audit',
    )
    .option('--json', 'print each view as one JSON object a line; prompts for nothing', false)
    .addHelpText('after', exitCodesHelp)
    .action(async (typed: string, options: LoginOptions) => {
      const { acceptWithVault: accepts } = options;
      const reason = reasonArgument(options.reason);
      if (accepts && reason === undefined) throw new UsageError(texts.cli.reasonMissing);
      if (accepts && !options.again) throw new UsageError(texts.cli.acceptsBeside);
      const { phone, shown, warning } = phoneArgument(typed);
      if (warning !== undefined) context.note(warning);
      const [{ acceptWithVault }, { attendLogin }, { followLogin }, { howToGoOn }, { withLogins }, { viewPrinter }] =
        await Promise.all([
          import('../accept-with-vault.ts'),
          import('../attend-login.ts'),
          import('../follow-login.ts'),
          import('../hints-for.ts'),
          import('../open-logins.ts'),
          import('../print-view.ts'),
        ]);
      await withLogins(context, async ({ logins }) => {
        const { signal, note } = context;
        const qr = options.qr || accepts;
        const waiting = { signal, onSilent: ({ message }: { message: string }) => note(message) };
        const why = accepts || reason === undefined ? {} : { reason };
        const started = await logins.start(phone, { again: options.again, scan: qr, ...why, ...waiting });
        const { joined } = started;
        const begun = qr ? await overToQr(logins, started.view, waiting) : started.view;
        const view =
          accepts && reason !== undefined ? await acceptWithVault(logins, begun, context, { reason, waiting }) : begun;
        if (joined) note(fill(texts.cli.joined, { number: shown, actor: view.startedBy }));
        if (joined && 'reason' in why) note(texts.cli.reasonNotKept);
        const attended = context.interactive && !options.json;
        const printView = viewPrinter(context, { json: options.json, phone, attended });
        if (!attended) {
          const last = await followLogin(logins, view, context, printView);
          if (!last.ended) note(howToGoOn(last, phone));
          context.exitWith(exitCodeOf(last));
          return;
        }
        const { view: last, left } = await attendLogin(logins, view, context, printView);
        if (left) note(howToGoOn(last, phone));
        context.exitWith(left ? LEFT : exitCodeOf(last));
      });
    });
}

/** The sign-in that was running already asks for something else still. */
async function overToQr(logins: LoginClient, view: LoginView, waiting: Waiting): Promise<LoginView> {
  if (!view.actions.includes('scan')) return view;
  return (await logins.scan(view.numberId, view.stepId, waiting)).view;
}
