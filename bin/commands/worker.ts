import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';

export function addWorker(program: Command, context: CommandContext): void {
  program
    .command('worker')
    .summary('run a login worker')
    .description(
      'Runs a login worker against a Temporal server that runs already. Start as many as you like; needs all keys.',
    )
    .action(async () => {
      const { runService } = await import('../run-service.ts');
      await runService(context, { name: 'worker', temporal: false, worker: true, bot: false, web: false });
    });
}
