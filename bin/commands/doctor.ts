import { type Command, Option } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';
import { FAILED } from '../../client/cli/exit-codes.ts';
import { UsageError } from '../../client/cli/usage-error.ts';
import { fill } from '../../client/texts/fill.ts';
import * as texts from '../../client/texts/texts.ts';

const marks = { ok: 'ok     ', warning: 'warning', bad: 'bad    ' } as const;

const liveHelp = `
With --live it looks at nothing of that. At a terminal, with you present, it signs the account of an enrolled number in on Telegram
itself and out again, and prints what that has shown about Telegram as a report in Markdown, to be pasted where you like. It says
first what it will do and asks. Needs all keys, as the worker does, and Temporal, where no sign-in of the number may be running.

Exit codes: 0 nothing is bad, 1 something is, 2 wrong usage. With --live: 0 signed in and out again, 1 not so far, 2 wrong usage,
130 stopped with Ctrl-C; the report is printed all the same.`;

/** Beside the worker's commands, because a live check opens the vault with the worker's keys. */
export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('look at everything that a sign-in needs')
    .description(
      'Looks at configuration, keys, records, Temporal, its retention, workers and stuck sign-ins. Changes nothing.',
    )
    .option('--json', 'print each finding as one JSON object a line', false)
    .addOption(
      new Option('--live <number>', 'instead try on Telegram itself what nobody has confirmed yet').conflicts('json'),
    )
    .option('--sends <1|2>', 'with --live: how many codes it may ask for (default: 2)')
    .option('--out <file>', 'with --live: write the report to this file too')
    .addHelpText('after', liveHelp)
    .action(async (options: { json: boolean; live?: string; sends?: string; out?: string }) => {
      const { live, sends, out, json } = options;
      if (live === undefined) {
        if (sends !== undefined) throw new UsageError(fill(texts.liveCheck.liveOnly, { option: '--sends' }));
        if (out !== undefined) throw new UsageError(fill(texts.liveCheck.liveOnly, { option: '--out' }));
        await lookAround(context, json);
        return;
      }
      if (!context.interactive) throw new UsageError(texts.liveCheck.notATerminal);
      const { runLiveCheck } = await import('../run-live-check.ts');
      await runLiveCheck(context, live, { sends: sends ?? '2', ...(out === undefined ? {} : { out }) });
    });
}

async function lookAround(context: CommandContext, json: boolean): Promise<void> {
  const { checkUp } = await import('../../client/cli/checkup.ts');
  for await (const finding of checkUp(context.env)) {
    const { check, state, message } = finding;
    context.print(json ? JSON.stringify(finding) : `${marks[state]}  ${check}: ${message}`);
    if (state === 'bad') context.exitWith(FAILED);
  }
}
