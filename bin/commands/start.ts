import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';

export function addStart(program: Command, context: CommandContext): void {
  program
    .command('start')
    .summary('run everything that one machine needs')
    .description(
      'Runs a login worker, the embedded Temporal server unless TEMPORAL_ADDRESS names one, the bot where BOT_TOKEN is set, and the web console where LATCHKEY_OPERATORS and LATCHKEY_PUBLIC_URL are set. The first start writes the keys.',
    )
    .action(async () => {
      const { runService } = await import('../run-service.ts');
      await runService(context, {
        name: 'start',
        temporal: true,
        worker: true,
        bot: 'ifConfigured',
        web: 'ifConfigured',
      });
    });
}
