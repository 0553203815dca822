import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
const entry = join(root, 'tools', 'demo', 'main.ts');
const player = join(import.meta.dirname, 'demo-player.py');

export type DemoRun = { code: number | null; stdout: string; stderr: string };

/** Runs the demo without a terminal; `until` ends it with `signal` once its output has that text. */
export async function runDemo(
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; until?: string; signal?: NodeJS.Signals },
): Promise<DemoRun> {
  const { env, until, signal = 'SIGTERM' } = options;
  return await finished(process.execPath, [entry, ...args], env, (stdout, kill) => {
    if (until !== undefined && stdout.includes(until)) kill(signal);
  });
}

const playedSchema = z.object({ exit: z.number(), steps: z.array(z.string()) });
export type Played = z.output<typeof playedSchema>;

/** Lets demo-player.py play in a pseudo-terminal. Throws with the last of the screen when it never sees what it waits for. */
export async function playDemo(play: string, env: NodeJS.ProcessEnv): Promise<Played> {
  const { code, stdout, stderr } = await finished(
    'python3',
    [player, play, process.execPath, entry, '--terminal'],
    env,
  );
  if (code !== 0) throw new Error(`The play "${play}" ended with ${String(code)}: ${stderr}`);
  return playedSchema.parse(JSON.parse(stdout));
}

/** Processes that have this folder for temporary files, by their command lines; where the system does not tell, none. */
export function processesWith(temporaryFolder: string): string[] {
  return pids().flatMap((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return environment.includes(`TMPDIR=${temporaryFolder}`) ? [commandLine] : [];
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return [];
    }
  });
}

function pids(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  } catch {
    return [];
  }
}

async function finished(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onOutput: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<DemoRun> {
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  let killed = false;
  const kill = (signal: NodeJS.Signals): void => {
    if (!killed) child.kill(signal);
    killed = true;
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput(stdout, kill);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  return { code, stdout, stderr };
}
