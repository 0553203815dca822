import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';

export function addTemporal(program: Command, context: CommandContext): void {
  program
    .command('temporal')
    .summary('run the embedded Temporal server alone')
    .description('Runs the embedded Temporal server of LATCHKEY_HOME, for workers that run as processes of their own.')
    .action(async () => {
      const { runService } = await import('../run-service.ts');
      await runService(context, { name: 'temporal', temporal: true, worker: false, bot: false, web: false });
    });
}
