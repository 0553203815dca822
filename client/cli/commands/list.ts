import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { wholeNumber } from '../whole-number.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';

export function addList(program: Command, context: CommandContext): void {
  program
    .command('list')
    .summary('list the newest sign-in of each number')
    .description('Lists the newest sign-in of each number, the one that changed last first. Asks the records only.')
    .option('--limit <n>', 'at most so many', wholeNumber, 100)
    .option('--json', 'print each view as one JSON object a line', false)
    .action(async (options: { limit: number; json: boolean }) => {
      const [{ withRecords }, { readView }, { describeSubject }, { describeListed }, { duration }] = await Promise.all([
        import('../open-logins.ts'),
        import('../../read-view.ts'),
        import('../../texts/describe-view.ts'),
        import('../../texts/describe-listed.ts'),
        import('../../texts/times.ts'),
      ]);
      await withRecords(context, async ({ records }) => {
        const rows = await records.latestViews(options.limit);
        if (rows.length === 0 && !options.json) context.print(texts.cli.noLogins);
        for (const row of rows) {
          const view = readView(row);
          // A QR code signs in whoever has it, and lists are kept in files; `show` has it.
          delete view.scan;
          const headline = describeListed(view, Date.now());
          const age = duration(Math.max(0, Date.now() - row.updatedAtMs));
          context.print(
            options.json
              ? JSON.stringify(view)
              : fill(texts.cli.loginsLine, { subject: describeSubject(view), headline, age }),
          );
        }
      });
    });
}
