import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';

/** Reads its own options, `--help` among them: whatever follows the name is handed over as it is. */
export function addSandbox(program: Command, context: CommandContext): void {
  program
    .command('sandbox')
    .summary('run a local data centre that is not Telegram')
    .description('Runs a data centre for trying things out, on loopback only.')
    .helpOption(false)
    .allowUnknownOption(true)
    .allowExcessArguments(true)
    .action(async (_options: object, command: Command) => {
      const { runSandbox } = await import('../../sandbox/main.ts');
      context.exitWith(await runSandbox(command.args));
    });
}
