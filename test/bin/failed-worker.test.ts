import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

it('a worker without keys says so and ends', async () => {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-failed-worker-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/latchkey.mjs'), 'worker'], {
    env: { LATCHKEY_HOME: home, TELEGRAM_API_ID: '4607', TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  try {
    const [said, ended] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(said).toContain('There is no vault key');
    expect(ended).toEqual([1, null]);
  } finally {
    await rm(home, { recursive: true });
  }
}, 15_000);
