import { spawn } from 'node:child_process';

const everyMs = 10_000;

export type LongRun = {
  command: string;
  args: string[];
  environment: Record<string, string>;
  limitMs: number;
  /** Called every 10 s with the seconds gone by. */
  onElapsed: (seconds: number) => void;
  signal?: AbortSignal;
};

/** Runs a program to its end. Throws an Error with the last lines it wrote to stderr, when it fails or takes too long. */
export async function runWithProgress(run: LongRun): Promise<void> {
  const startedAt = performance.now();
  const ticker = setInterval(() => run.onElapsed(Math.round((performance.now() - startedAt) / 1000)), everyMs);
  const limit = AbortSignal.timeout(run.limitMs);
  const child = spawn(run.command, run.args, {
    env: run.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    signal: run.signal === undefined ? limit : AbortSignal.any([limit, run.signal]),
  });
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = `${lastWords}${text}`.slice(-2000);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) =>
        code === 0 ? resolve() : reject(new Error(lines(lastWords) || `exit code ${code}`)),
      );
    });
  } catch (error) {
    if (limit.aborted) throw new Error(`no end after ${run.limitMs / 60_000} minutes`, { cause: error });
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

function lines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' / ');
}
