import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';
import { FAILED } from '../../client/cli/exit-codes.ts';
import { phoneArgument } from '../../client/cli/number-argument.ts';
import * as texts from '../../client/texts/texts.ts';
import type { Identified } from '../../worker/who-am-i.ts';
import { fill } from '../../client/texts/fill.ts';

const words = texts.cli.whoami;

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
      if (identified.length === 0) context.note(fill(words.noSession, { number: shown, phone }));
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
  return fill(words.session, { sessionId, since, dcId, verdict: verdict(who) });
}

function verdict(who: Identified['who']): string {
  switch (who.kind) {
    case 'account': {
      const { firstName, username, userId } = who.account;
      const name =
        username === undefined ? firstName : fill(texts.login.nameAndUsername, { name: firstName, username });
      return fill(words.account, { name, userId });
    }
    case 'passwordNeeded':
      return words.passwordNeeded;
    case 'notSignedIn':
      return words.notSignedIn;
    case 'refused':
      return fill(words.refused, { error: who.error.raw });
    case 'lost':
    case 'notSent':
    case 'notReached':
      return fill(words.notAsked, { reason: who.reason });
    case 'libraryTooOld':
      return fill(words.tooOld, { constructorId: who.constructorId });
  }
}
