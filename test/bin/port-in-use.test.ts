import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

it('the console says that its port is taken, and what to set', async () => {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-port-in-use-'));
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const listen = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/latchkey.mjs'), 'web'], {
    env: {
      LATCHKEY_HOME: home,
      LATCHKEY_WEB_LISTEN: listen,
      LATCHKEY_PAYLOAD_KEYS: `one:${randomBytes(32).toString('base64')}`,
      LATCHKEY_ID_KEY: randomBytes(32).toString('base64'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  try {
    const [said, ended] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(said).toContain(`LATCHKEY_WEB_LISTEN ${listen}: another program has this port. Set LATCHKEY_WEB_LISTEN.`);
    expect(said).not.toContain('EADDRINUSE');
    expect(ended).toEqual([1, null]);
  } finally {
    other.close();
    await rm(home, { recursive: true });
  }
}, 25_000);
