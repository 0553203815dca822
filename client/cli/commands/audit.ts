import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { phoneArgument } from '../number-argument.ts';
import { wholeNumber } from '../whole-number.ts';
import * as texts from '../../texts/texts.ts';

export function addAudit(program: Command, context: CommandContext): void {
  program
    .command('audit')
    .summary('show who did what, newest first')
    .description(
      'Shows the audit trail, newest first: starts, sends, entries, cancels, each with who did it. Never a code.',
    )
    .argument('[number]', 'only this number, enrolled still or not')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--json', 'print each entry as one JSON object a line', false)
    .action(async (typed: string | undefined, options: { limit: number; json: boolean }) => {
      const phone = typed === undefined ? undefined : phoneArgument(typed).phone;
      const [{ withRecords }, { idKey }, { numberIdOf }] = await Promise.all([
        import('../open-logins.ts'),
        import('../../../runtime/keys.ts'),
        import('../../../runtime/number-id.ts'),
      ]);
      await withRecords(context, async ({ config, records }) => {
        const { limit } = options;
        // The trail of a number outlives its enrolment.
        const of = phone === undefined ? {} : { numberId: numberIdOf(idKey(config), phone) };
        const rows = await records.audit({ limit, ...of });
        const labels = new Map(
          (await records.numbers()).map(({ numberId, label, phone: each }) => [
            numberId,
            `${label} (…${each.slice(-4)})`,
          ]),
        );
        if (rows.length === 0 && !options.json) context.print(texts.cli.nothingHappened);
        for (const { atMs, numberId, actor, act, detail, ...rest } of rows) {
          if (options.json) {
            context.print(JSON.stringify({ ...rest, atMs, numberId, actor, act, detail }));
            continue;
          }
          const whose = numberId === undefined ? '' : `  ${labels.get(numberId) ?? texts.cli.removedNumber}`;
          context.print(
            `${new Date(atMs).toISOString()}  ${actor}  ${act}${detail === undefined ? '' : ` ${detail}`}${whose}`,
          );
        }
      });
    });
}
