import { join } from 'node:path';
import { runBot } from '../../client/bot/run-bot.ts';
import { loadConfig } from '../../runtime/config.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';

/** The bot in a process of its own: says "ready" on stdout, ends by SIGTERM, by SIGKILL, or with its stdin. */
process.stdin.resume().once('end', () => process.exit(1));

const config = loadConfig(process.env);
const logger = createLogger({ name: 'bot', level: config.logLevel });
const shutdown = createShutdown({ logger, limitMs: 30_000 });
const running = runBot({
  config,
  logger,
  signal: shutdown.signal,
  bundle: () => workflowBundle(join(config.home, 'cache'), logger, 'chat-card'),
  onReady: () => process.stdout.write('ready\n'),
});
shutdown.onClose('bot', () => running);
await running;
await shutdown.stop();
process.exit(0);
