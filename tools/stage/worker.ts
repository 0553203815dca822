import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entries = {
  worker: fileURLToPath(new URL('worker-process.ts', import.meta.url)),
  bot: fileURLToPath(new URL('bot-process.ts', import.meta.url)),
} as const;

export type WorkerProcess = {
  pid: number;
  ready: Promise<void>;
  /** Settles when it has ended, for whatever reason. */
  ended: Promise<void>;
  /** SIGKILL: nothing of it runs after this has settled. */
  kill(): Promise<void>;
  /** SIGTERM; settles when it has drained, with its exit code. */
  stop(): Promise<number | null>;
};

/** Starts a login worker, or the bot, with `env` as its whole environment; what it logs goes to `logFile`. */
export function startWorker(
  env: Record<string, string>,
  logFile: string,
  kind: keyof typeof entries = 'worker',
): WorkerProcess {
  const child = spawn(process.execPath, [entries[kind]], {
    env,
    // Its stdin ends with this process, and it then ends as well.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }));
  return {
    pid: child.pid ?? -1,
    ready: readiness(child),
    ended: once(child, 'exit').then(() => undefined),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

async function readiness(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stdout?.on('data', (data: Buffer) => {
    if (data.toString().includes('ready')) resolve();
  });
  child.once('exit', (code, signal) => reject(new Error(`The worker ended before it was ready: ${code ?? signal}`)));
  promise.catch(() => undefined);
  await promise;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
