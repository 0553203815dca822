import { loadConfig } from '../../runtime/config.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';
import { openParts } from '../../worker/open-parts.ts';
import { runLoginWorker } from '../../worker/run-login-worker.ts';
import { openDyingParts } from './dying-parts.ts';

/**
 * A login worker in a process of its own: says "ready" on stdout, ends by SIGTERM or, to prove a point, by SIGKILL. It
 * ends with its stdin as well: then whoever started it has gone, perhaps killed.
 */
process.stdin.resume().once('end', () => process.exit(1));

const config = loadConfig(process.env);
const logger = createLogger({ name: 'worker', level: config.logLevel });
const shutdown = createShutdown({ logger, limitMs: 30_000 });
const open = config.settings.get('STAGE_DIE') === undefined ? openParts : openDyingParts;
const running = runLoginWorker({
  config,
  logger,
  open,
  signal: shutdown.signal,
  onReady: () => process.stdout.write('ready\n'),
});
shutdown.onClose('worker', () => running);
await running;
await shutdown.stop();
process.exit(0);
