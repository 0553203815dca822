import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';

export function addWeb(program: Command, context: CommandContext): void {
  program
    .command('web')
    .summary('run the web console')
    .description(
      'Serves the console at LATCHKEY_WEB_LISTEN, for the operators in LATCHKEY_OPERATORS. Needs the payload and id keys.',
    )
    .action(async () => {
      const { runService } = await import('../run-service.ts');
      await runService(context, { name: 'web', temporal: false, worker: false, bot: false, web: true });
    });
}
