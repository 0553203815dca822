import { spawn } from 'node:child_process';
import { z } from 'zod';

/** How a client's driver is started. */
export interface DriverCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const eventSchema = z.discriminatedUnion('event', [
  /** `type` in the client's own words; absent where the client does not tell. */
  z.object({ event: z.literal('sent'), type: z.string().optional() }),
  z.object({ event: z.literal('refused'), error: z.string() }),
  z.object({ event: z.literal('passwordNeeded') }),
  z.object({ event: z.literal('signedIn'), userId: z.number(), firstName: z.string(), phone: z.string() }),
]);

/** One JSON line of a driver. */
export type DriverEvent = z.output<typeof eventSchema>;

/** Longer than any client's own waits for an answer that does not come. */
const timeoutMs = 30_000;

/** Runs a driver with its job in the environment. Throws with the end of what it wrote to stderr when it fails. */
export async function runDriver(
  { file, args, environment }: DriverCommand,
  job: Readonly<Record<string, string>>,
): Promise<DriverEvent[]> {
  const env = { ...process.env, ...environment, ...job };
  const child = spawn(file, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  // It would go on without a sandbox, and try to reach it. First of all: until then it writes into folders that go as well.
  const end = (): void => void child.kill('SIGKILL');
  process.prependOnceListener('exit', end);
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, exitSignal) => resolve({ code: exitCode, signal: exitSignal }));
  }).finally(() => process.off('exit', end));
  const lines = output.join('').split('\n');
  const events = lines.filter((line) => /^\{.*"event":/.test(line));
  if (code !== 0) {
    const why = signal === null ? `ended with ${String(code)}` : `was still running after ${timeoutMs / 1000} s`;
    throw new Error(`the driver ${why} after [${events.join(', ')}]: ${gist(errors.join(''))}`);
  }
  return events.map((line) => eventSchema.parse(JSON.parse(line)));
}

/** The lines that name an error, or the last ones. */
function gist(text: string): string {
  const lines = text.trim().split('\n');
  const naming = lines.filter((line) => /^\s*(?:[\w.]*(?:Error|Exception)|error|panic)\b/.test(line));
  return (naming.length > 0 ? naming : lines).slice(-3).join(' / ');
}
