import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';

const entries = {
  worker: fileURLToPath(new URL('worker-process.ts', import.meta.url)),
  bot: fileURLToPath(new URL('bot-process.ts', import.meta.url)),
} as const;

export type WorkerProcess = Child;

/** Starts a login worker, or the bot, with `env` as its whole environment; what it logs goes to `logFile`. */
export function startWorker(
  env: Record<string, string>,
  logFile: string,
  kind: keyof typeof entries = 'worker',
): WorkerProcess {
  return startChild({ name: kind, file: entries[kind], env, logFile, readyWhen: 'ready' });
}
