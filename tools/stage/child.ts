import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { scrubText } from '../../runtime/scrub-text.ts';

const LAST_WORDS = 600;

export type Child = {
  pid: number;
  /** Settles when it takes work; rejects when it ends before that. */
  ready: Promise<void>;
  /** Settles when it has ended, for whatever reason. */
  ended: Promise<void>;
  /** SIGKILL: nothing of it runs after this has settled. */
  kill(): Promise<void>;
  /** SIGTERM; settles when it has drained, with its exit code. */
  stop(): Promise<number | null>;
};

export type ChildOptions = {
  name: string;
  /** The TypeScript file that it runs. It must end when its stdin does, for that ends with this process. */
  file: string;
  args?: readonly string[];
  /** Its whole environment. */
  env: Record<string, string>;
  /** What it writes to stderr is appended here. */
  logFile: string;
  /** What it says on stdout once it takes work. */
  readyWhen: string;
};

export function startChild({ name, file, args = [], env, logFile, readyWhen }: ChildOptions): Child {
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  // It may end while its stdin is open.
  child.stdin.on('error', () => undefined);
  child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }));
  return {
    pid: child.pid ?? -1,
    ready: readiness(child, name, readyWhen),
    ended: once(child, 'exit').then(() => undefined),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

async function readiness(child: ChildProcess, name: string, readyWhen: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  let complained = '';
  child.stderr?.on('data', (data: Buffer) => {
    complained = `${complained}${data.toString()}`.slice(-LAST_WORDS);
  });
  child.stdout?.on('data', (data: Buffer) => {
    said = `${said}${data.toString()}`.slice(-4_000);
    if (said.includes(readyWhen)) resolve();
  });
  child.once('exit', (code, signal) => {
    const words = scrubText(complained.trim());
    reject(new Error(`The ${name} ended (${code ?? signal}) before it was ready${words === '' ? '.' : `: ${words}`}`));
  });
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
