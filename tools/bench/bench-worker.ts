import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import mallocSettings from '../../bin/malloc-settings.json' with { type: 'json' };
import { nextMessage } from '../stage/next-message.ts';
import { type WorkerMessage, workerMessageSchema } from './worker-message.ts';

const entry = fileURLToPath(new URL('worker-process.ts', import.meta.url));

export type Memory = Extract<WorkerMessage, { kind: 'memory' }>;
export type BenchWorker = {
  memory(): Promise<Memory>;
  /** Drains it. */
  stop(): Promise<void>;
};

/**
 * Starts a login worker, with the allocator set as `latchkey worker` sets it, and waits until it takes work; what it logs goes
 * to `logFile`.
 */
export async function startBenchWorker(options: {
  env: Record<string, string>;
  logFile: string;
  /** Runs kept in memory; the worker's own choice unless given. */
  maxCachedWorkflows?: number;
}): Promise<BenchWorker> {
  const { env, logFile, maxCachedWorkflows } = options;
  const child = fork(entry, [], {
    env: {
      ...mallocSettings,
      ...env,
      ...(maxCachedWorkflows === undefined ? {} : { BENCH_CACHED: String(maxCachedWorkflows) }),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.pipe(createWriteStream(logFile, { flags: 'a' }));
  const says = {
    who: 'worker',
    schema: workerMessageSchema,
    lastWords: () => ` Its log ends with:\n${lastLines(logFile)}`,
  };
  await nextMessage(child, 'ready', says);
  return {
    memory: async () => {
      const answer = nextMessage(child, 'memory', says);
      child.send('memory');
      return await answer;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The home, and the log with it, is gone when the bench ends. */
function lastLines(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
}
