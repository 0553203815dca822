import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** The release that is current on PyPI, of layer 229. */
const version = '1.45.0';

const outcomesSchema = z.array(
  z.object({
    userId: z.number(),
    firstName: z.string(),
    phone: z.string(),
    bot: z.boolean(),
    dc: z.number(),
    /** Types of delivery and errors, in their order. */
    seen: z.array(z.string()),
  }),
);

/** What Telethon saw of one sign-in. */
export type TelethonOutcome = z.output<typeof outcomesSchema>[number];

export interface TelethonJob {
  readonly dc: number;
  readonly port: number;
  readonly keyFile: string;
  readonly controlUrl: string;
  readonly phone: string;
  readonly password?: string;
  /** One sign-in over each. */
  readonly transports: readonly ('full' | 'abridged' | 'intermediate' | 'obfuscated')[];
  readonly resendAfterSeconds?: number;
}

/** Runs telethon-sign-in.py in a Python environment that is made once and kept in the user's cache. */
export async function telethonSignIn(job: TelethonJob): Promise<TelethonOutcome[]> {
  const python = join(await environment(), 'bin', 'python');
  const script = join(import.meta.dirname, 'telethon-sign-in.py');
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdin.end(JSON.stringify(job));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`Telethon ended with ${String(code)}: ${errors.join('')}`);
  return outcomesSchema.parse(JSON.parse(output.join('')));
}

/** Made beside its final place and moved there, so that a run that was stopped leaves nothing half-made. */
async function environment(): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const place = join(cache, 'latchkey', `telethon-${version}`);
  if (existsSync(join(place, 'bin', 'python'))) return place;
  await mkdir(dirname(place), { recursive: true });
  const temporary = await mkdtemp(`${place}-`);
  try {
    await run('python3', ['-m', 'venv', temporary]);
    await run(join(temporary, 'bin', 'python'), ['-m', 'pip', 'install', '-q', `telethon==${version}`]);
    await rename(temporary, place);
  } catch (error) {
    if (!existsSync(join(place, 'bin', 'python'))) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return place;
}
