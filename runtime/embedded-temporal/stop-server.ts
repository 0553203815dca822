import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessIdentity, isAlive, signalProcess } from '../process-identity.ts';

const graceMs = 10_000;
const afterKillMs = 5_000;

/** Asks the server to end, and ends it after 10 s. Touches nothing when that process has gone and its pid is another's. */
export async function stopServer(server: ProcessIdentity): Promise<void> {
  signalProcess(server, 'SIGTERM');
  if (await goneWithin(server, graceMs)) return;
  signalProcess(server, 'SIGKILL');
  await goneWithin(server, afterKillMs);
}

async function goneWithin(server: ProcessIdentity, limitMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + limitMs;
  while (isAlive(server)) {
    if (performance.now() > giveUpAt) return false;
    await sleep(50);
  }
  return true;
}
