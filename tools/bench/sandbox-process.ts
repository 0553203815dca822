import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import type { DcAddress } from '../../telegram/dc-addresses.ts';

const entry = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));
const inboxSchema = z.object({ inbox: z.array(z.object({ code: z.string() })) });
const connectionsSchema = z.object({ open: z.int(), peak: z.int() });

/** A data centre in a process of its own, so that no side shares its event loop; scripted and asked over HTTP. */
export type SandboxProcess = {
  dc: DcAddress;
  putAccount(phone: string, scenario: ScenarioInput): Promise<void>;
  /** The newest code that the number's owner has received. */
  code(phone: string): Promise<string>;
  connections(): Promise<{ open: number; peak: number }>;
  stop(): Promise<void>;
};

export async function startSandboxProcess(keyFile: string, env: Record<string, string>): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [entry, '--dc', '2', '--key', keyFile, '--control', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { dc, controlUrl } = await announced(child);
  const ask = async (path: string, request: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(`${controlUrl}${path}`, request);
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
    return await response.json();
  };
  return {
    dc,
    putAccount: async (phone, scenario) => {
      const body = JSON.stringify(scenario);
      await ask(`/accounts/${phone}`, { method: 'PUT', body, headers: { 'content-type': 'application/json' } });
    },
    code: async (phone) => {
      const code = inboxSchema.parse(await ask(`/accounts/${phone}/inbox`)).inbox.at(-1)?.code;
      if (code === undefined) throw new Error('No code has arrived.');
      return code;
    },
    connections: async () => connectionsSchema.parse(await ask('/connections')),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function announced(child: ChildProcess): Promise<{ dc: DcAddress; controlUrl: string }> {
  if (child.stdout === null) throw new Error('The sandbox has no output.');
  let dc: DcAddress | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^TELEGRAM_DC=(?<id>\d+)@(?<host>[^:]+):(?<port>\d+)/u.exec(line)?.groups;
    if (address !== undefined) {
      dc = { id: Number(address['id']), host: address['host'] ?? '', port: Number(address['port']) };
    }
    const controlUrl = /^Control: (?<url>\S+)/u.exec(line)?.groups?.['url'];
    if (dc !== undefined && controlUrl !== undefined) return { dc, controlUrl };
  }
  throw new Error('The sandbox ended before it was ready.');
}
