import { type Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../../../runtime/config-error.ts';
import type { CommandContext } from '../command-context.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';

export function addLink(program: Command, context: CommandContext): void {
  program
    .command('link')
    .summary('print a link that signs an operator in to the console')
    .description(
      'Prints a one-time link to the web console for an operator, for the first time and where there is no bot. It works for 10 minutes.',
    )
    .argument('<user-id>', "the operator's Telegram user id, as in LATCHKEY_OPERATORS", readUserId)
    .action(async (userId: number) => {
      const [{ withRecords }, { loadOperators }, { issueLink }, { webConfig }] = await Promise.all([
        import('../open-logins.ts'),
        import('../../access/operators.ts'),
        import('../../access/links.ts'),
        import('../../../runtime/web-config.ts'),
      ]);
      await withRecords(context, async ({ config, records }) => {
        const { settings } = config;
        if (loadOperators(settings).roleOf(userId) === undefined) {
          throw new ConfigError(fill(texts.cli.notAnOperator, { userId }));
        }
        const { publicUrl } = webConfig(settings);
        const link = await issueLink(records, publicUrl, { kind: 'signIn', userId });
        const by = { auditId: crypto.randomUUID(), atMs: Date.now(), actor: context.actor, act: 'link.issued' };
        await records.appendAudit([{ ...by, detail: `tg:${userId}` }]);
        context.print(link);
        context.note(texts.cli.linkWorks);
      });
    });
}

function readUserId(text: string): number {
  if (!/^[1-9]\d{0,15}$/u.test(text)) throw new InvalidArgumentError(texts.cli.notAUserId);
  return Number(text);
}
