import type { Command } from 'commander';
import type { CommandContext } from '../../client/cli/command-context.ts';

export function addBot(program: Command, context: CommandContext): void {
  program
    .command('bot')
    .summary('run the bot that operators talk to')
    .description(
      'Runs the Telegram bot against a Temporal server that runs already. Needs BOT_TOKEN, LATCHKEY_OPERATORS, the payload keys and the id key.',
    )
    .action(async () => {
      const { runService } = await import('../run-service.ts');
      await runService(context, { name: 'bot', temporal: false, worker: false, bot: true, web: false });
    });
}
