import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { nameArgument } from '../name-argument.ts';
import { phoneArgument } from '../number-argument.ts';
import { fill } from '../../texts/fill.ts';
import { plural } from '../../texts/plural.ts';
import * as texts from '../../texts/texts.ts';

export function addNumbers(program: Command, context: CommandContext): void {
  const numbers = program
    .command('numbers')
    .summary('enrol, list and remove numbers')
    .description(
      'Only enrolled numbers can be signed in. Who enrols one says that the organisation owns or administers it.',
    );
  addAdd(numbers, context);
  addList(numbers, context);
  addRemove(numbers, context);
}

function addAdd(numbers: Command, context: CommandContext): void {
  numbers
    .command('add')
    .summary('enrol a number, or give it another label and owner')
    .description('Enrols a number that the organisation owns or administers, or gives it another label and owner.')
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .requiredOption('--label <text>', 'what people call it, e.g. "Support"')
    .requiredOption('--owner <text>', 'who in the organisation answers for it')
    .option('--json', 'print the number as one JSON object', false)
    .action(async (typed: string, options: { label: string; owner: string; json: boolean }) => {
      const { phone, shown, warning } = phoneArgument(typed);
      if (warning !== undefined) context.note(warning);
      const { json } = options;
      const label = nameArgument('--label', options.label);
      const owner = nameArgument('--owner', options.owner);
      const { withRecords } = await import('../open-logins.ts');
      await withRecords(context, async ({ records }) => {
        const before = await records.numberByPhone(phone);
        const number = await records.enrol({ phone, label, owner, actor: context.actor });
        const sentence = fill(texts.cli.enrolled, { number: shown, label, owner, phone });
        context.print(json ? JSON.stringify(number) : sentence);
        if (before !== undefined && (before.label !== label || before.owner !== owner)) {
          context.note(fill(texts.cli.replaced, { label: before.label, owner: before.owner }));
        }
      });
    });
}

function addList(numbers: Command, context: CommandContext): void {
  numbers
    .command('list')
    .summary('list enrolled numbers')
    .description('Lists the enrolled numbers, the oldest first.')
    .option('--json', 'print each number as one JSON object a line', false)
    .action(async (options: { json: boolean }) => {
      const { withRecords } = await import('../open-logins.ts');
      await withRecords(context, async ({ records }) => {
        const rows = await records.numbers();
        if (rows.length === 0 && !options.json) {
          context.print(texts.cli.noNumbers);
        }
        for (const number of rows) {
          const { label, owner, enrolledBy, enrolledAtMs } = number;
          const { shown } = phoneArgument(number.phone);
          const since = new Date(enrolledAtMs).toISOString().slice(0, 10);
          context.print(
            options.json
              ? JSON.stringify(number)
              : fill(texts.cli.numbersLine, { number: shown, label, owner, actor: enrolledBy, date: since }),
          );
        }
      });
    });
}

function addRemove(numbers: Command, context: CommandContext): void {
  numbers
    .command('remove')
    .summary('remove a number from the enrolled ones')
    .description(
      "Removes a number from the enrolled ones. Sessions that work stay sealed in the vault and valid until they are ended in the account's own list of devices; a running sign-in must be cancelled before.",
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .action(async (typed: string) => {
      const { phone, shown } = phoneArgument(typed);
      const [{ withRecords }, { LoginClientError }] = await Promise.all([
        import('../open-logins.ts'),
        import('../../login-client-error.ts'),
      ]);
      await withRecords(context, async ({ records }) => {
        const number = await records.numberByPhone(phone);
        if (number === undefined) throw new LoginClientError('NUMBER_NOT_ENROLLED', texts.cli.notEnrolled);
        const row = await records.latestView(number.numberId);
        if (row?.ended === false) {
          throw new LoginClientError('LOGIN_RUNNING', texts.cli.loginRunning);
        }
        const kept = await records.sessionsKept(number.numberId);
        await records.removeNumber(number.numberId, context.actor);
        context.print(fill(texts.cli.removed, { number: shown }));
        // Removing a number signs nobody out: whoever expects that must hear it.
        if (kept > 0) context.print(plural(texts.cli.sessionsStay, kept));
      });
    });
}
