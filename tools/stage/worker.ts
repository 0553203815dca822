import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';

const file = fileURLToPath(new URL('worker-process.ts', import.meta.url));

export type WorkerProcess = Child;

/** Starts a login worker with `env` as its whole environment; what it logs goes to `logFile`. */
export function startWorker(env: Record<string, string>, logFile: string): WorkerProcess {
  return startChild({ name: 'worker', file, env, logFile, readyWhen: 'ready' });
}
