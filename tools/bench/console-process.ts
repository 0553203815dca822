import { readFileSync } from 'node:fs';
import mallocSettings from '../../bin/malloc-settings.json' with { type: 'json' };
import { startService } from '../stage/service.ts';

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
  const listen = { LATCHKEY_WEB_LISTEN: `127.0.0.1:${port}`, LATCHKEY_OPERATORS: operators };
  const console = startService('web', { ...mallocSettings, ...env, ...listen }, logFile);
  await console.ready;
  return {
    url: `http://127.0.0.1:${port}`,
    memoryBytes: () => {
      const status = readFileSync(`/proc/${console.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(?<kib>\d+) kB$/mu.exec(status)?.groups?.['kib']) * 1_024;
    },
    stop: async () => {
      await console.stop();
    },
  };
}
