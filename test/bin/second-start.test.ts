import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { claimServer, releaseServer } from '../../runtime/embedded-temporal/server-lock.ts';

it('a start beside another one says who runs already, and of nothing that it runs', async () => {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-second-start-'));
  await claimServer(home);
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/latchkey.mjs'), 'start'], {
    env: { LATCHKEY_HOME: home, TELEGRAM_API_ID: '4607', TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  try {
    const [said, wrong, ended] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect(wrong).toContain(`is already run by process ${process.pid}`);
    expect(said).not.toContain('runs.');
    expect(ended).toEqual([1, null]);
  } finally {
    await releaseServer(home);
    await rm(home, { recursive: true });
  }
}, 30_000);
