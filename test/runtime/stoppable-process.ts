/** Run as a process of its own by the tests of shutdown: says each step, and takes as long to close as it is told. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';

const [closeMs = '0', limitMs = '5000'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const logger = createLogger({ name: 'stoppable', level: 'silent' });
const shutdown = createShutdown({ logger, limitMs: Number(limitMs), onNotice: () => say('notice') });
shutdown.signal.addEventListener('abort', () => say('asked'));
shutdown.onClose('first', () => say('closed first'));
shutdown.onClose('broken', () => {
  if (closeMs === 'broken') throw new Error('cannot close');
});
shutdown.onClose('second', async () => {
  await sleep(Number(closeMs) || 0);
  say('closed second');
});
setInterval(() => undefined, 1_000);
say('ready');
