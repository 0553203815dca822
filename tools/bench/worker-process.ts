import { loadConfig } from '../../runtime/config.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';
import { runLoginWorker } from '../../worker/run-login-worker.ts';
import type { WorkerMessage } from './worker-message.ts';

/** A login worker as `latchkey worker` runs it, that also tells how much memory it has, and ends with its parent. */
const config = loadConfig(process.env);
const logger = createLogger({ name: 'worker', level: config.logLevel });
const shutdown = createShutdown({ logger, limitMs: 30_000 });
const cached = config.settings.get('BENCH_CACHED');

process.on('message', () => tell(memory()));
process.once('disconnect', () => process.exit(0));
const running = runLoginWorker({
  config,
  logger,
  signal: shutdown.signal,
  onReady: () => tell({ kind: 'ready' }),
  ...(cached === undefined ? {} : { maxCachedWorkflows: Number(cached) }),
});
shutdown.onClose('worker', () => running);
await running;
await shutdown.stop();
process.exit(0);

function memory(): WorkerMessage {
  const collect = globalThis.gc;
  collect?.();
  return { kind: 'memory', rssBytes: process.memoryUsage.rss(), collected: collect !== undefined };
}

function tell(message: WorkerMessage): void {
  process.send?.(message);
}
