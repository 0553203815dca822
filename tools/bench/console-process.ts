import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import mallocSettings from '../../bin/malloc-settings.json' with { type: 'json' };

const program = fileURLToPath(new URL('../../bin/latchkey.ts', import.meta.url));

export type ConsoleProcess = {
  url: string;
  /** Resident, as the kernel counts it; nothing is collected for the purpose. */
  memoryBytes(): number;
  stop(): Promise<void>;
};

/** `latchkey web` in a process of its own, with the allocator set as the command sets it. */
export async function startConsoleProcess(options: {
  env: Record<string, string>;
  port: number;
  operators: string;
  logFile: string;
}): Promise<ConsoleProcess> {
  const { env, port, operators, logFile } = options;
  const child = spawn(process.execPath, [program, 'web'], {
    env: { ...mallocSettings, ...env, LATCHKEY_WEB_LISTEN: `127.0.0.1:${port}`, LATCHKEY_OPERATORS: operators },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }));
  const lines = createInterface({ input: child.stdout });
  const listens = await Promise.race([once(lines, 'line').then(() => true), once(child, 'exit').then(() => false)]);
  if (!listens) throw new Error(`The console ended before it listened. Its log is ${logFile}.`);
  return {
    url: `http://127.0.0.1:${port}`,
    memoryBytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(?<kib>\d+) kB$/mu.exec(status)?.groups?.['kib']) * 1_024;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
