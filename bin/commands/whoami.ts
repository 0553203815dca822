import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';
import { FAILED } from '../../client/cli/exit-codes.ts';
import { phoneArgument } from '../../client/cli/number-argument.ts';
import * as texts from '../../client/texts/texts.ts';
import type { Identified } from '../../worker/who-am-i.ts';

/** Beside the worker's commands, because it opens the vault with the worker's keys. */
export function addWhoami(program: Command, context: CommandContext): void {
  program
    .command('whoami')
    .summary('ask Telegram who the stored sessions of a number are')
    .description(
      'Opens each session of a number from the vault and asks Telegram who it is. Needs all keys, as the worker does.',
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .option('--json', 'print each session as one JSON object a line', false)
    .action(async (typed: string, options: { json: boolean }) => {
      const { phone, shown } = phoneArgument(typed);
      const [{ whoAmI }, { loadConfig }, { createLogger }] = await Promise.all([
        import('../../worker/who-am-i.ts'),
        import('../../runtime/config.ts'),
        import('../../runtime/logger.ts'),
      ]);
      const config = loadConfig(context.env);
      const identified = await whoAmI(config, createLogger({ name: 'whoami', level: config.logLevel }), phone);
      const telegram = config.settings.get('TELEGRAM_DC') === undefined;
      if (!telegram && !options.json) context.print(texts.login.notTelegram);
      for (const each of identified) context.print(options.json ? asJson(each, telegram) : asText(each));
      if (identified.length === 0)
        context.note(`No session of ${shown} is in the vault. Sign it in with "latchkey login +…".`);
      if (!identified.some(({ who }) => who.kind === 'account')) context.exitWith(FAILED);
    });
}

function asJson({ who, ...session }: Identified, telegram: boolean): string {
  if (who.kind !== 'account') return JSON.stringify({ ...session, telegram, ...who });
  const { phone: _, ...account } = who.account;
  return JSON.stringify({ ...session, telegram, kind: who.kind, account });
}

/** Begins with what tells the sessions of a number apart: one account may have several. */
function asText({ sessionId, sinceMs, dcId, who }: Identified): string {
  const since = new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ');
  return `Session ${sessionId}, since ${since} UTC, data centre ${dcId}: ${verdict(who)}`;
}

function verdict(who: Identified['who']): string {
  switch (who.kind) {
    case 'account': {
      const { firstName, username, userId } = who.account;
      return `${firstName}${username === undefined ? '' : ` (@${username})`}, account ${userId}.`;
    }
    case 'passwordNeeded':
      return 'still waits for the password of two-step verification.';
    case 'notSignedIn':
      return 'Telegram no longer knows it; it was ended on another device, or expired. Sign in again.';
    case 'refused':
      return `Telegram refused it: ${who.error.raw}.`;
    case 'lost':
    case 'notSent':
    case 'notReached':
      return `Telegram could not be asked about it: ${who.reason} Try again later.`;
    case 'libraryTooOld':
      return `Telegram answered with something that this version does not know (${who.constructorId}). Update Latchkey.`;
  }
}
