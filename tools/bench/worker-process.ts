import { loadConfig } from '../../runtime/config.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';
import { runLoginWorker } from '../../worker/run-login-worker.ts';
import { GarbageCollector } from './collect-garbage.ts';
import type { WorkerMessage } from './worker-message.ts';

/** A login worker as `latchkey worker` runs it, that also tells how much memory it has, and ends with its parent. */
const config = loadConfig(process.env);
const logger = createLogger({ name: 'worker', level: config.logLevel });
const shutdown = createShutdown({ logger, limitMs: 30_000 });
const cached = config.settings.get('BENCH_CACHED');

const garbage = new GarbageCollector();
await garbage.open();
process.on('message', () => {
  void memory().then(tell);
});
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

async function memory(): Promise<WorkerMessage> {
  // Twice: the first pass runs finalisers, whose garbage the second one takes.
  await garbage.collect();
  await garbage.collect();
  return { kind: 'memory', rssBytes: process.memoryUsage.rss() };
}

function tell(message: WorkerMessage): void {
  process.send?.(message);
}
