import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { FAILED } from '../exit-codes.ts';

const marks = { ok: 'ok     ', warning: 'warning', bad: 'bad    ' } as const;

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('look at everything that a sign-in needs')
    .description(
      'Looks at configuration, keys, records, Temporal, its retention, workers and stuck sign-ins. Changes nothing.',
    )
    .option('--json', 'print each finding as one JSON object a line', false)
    .addHelpText('after', '\nExit codes: 0 nothing is bad, 1 something is, 2 wrong usage.')
    .action(async (options: { json: boolean }) => {
      const { checkUp } = await import('../checkup.ts');
      for await (const finding of checkUp(context.env)) {
        const { check, state, message } = finding;
        context.print(options.json ? JSON.stringify(finding) : `${marks[state]}  ${check}: ${message}`);
        if (state === 'bad') context.exitWith(FAILED);
      }
    });
}
