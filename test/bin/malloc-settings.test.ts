import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const launcher = join(import.meta.dirname, '../../bin/latchkey.mjs');

/** What the kernel says the process began with: glibc reads its settings from there, once. */
describe.runIf(process.platform === 'linux')('the allocator of a service', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'latchkey-malloc-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  async function beginsWith(env: Record<string, string>): Promise<string[]> {
    const child = spawn(process.execPath, [launcher, 'start'], {
      env: {
        LATCHKEY_HOME: home,
        // Nobody there: it writes its keys and waits.
        TEMPORAL_ADDRESS: '127.0.0.1:9',
        TELEGRAM_API_ID: '4607',
        TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(child, 'exit');
    try {
      // Its first words: by then it is what it will stay.
      await once(child.stdout, 'data');
      const variables = readFileSync(`/proc/${child.pid}/environ`, 'utf8').split('\0');
      return variables.filter((each) => each.startsWith('MALLOC_')).toSorted();
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  }

  it('gives memory back', async () => {
    expect(await beginsWith({})).toEqual(['MALLOC_ARENA_MAX=2', 'MALLOC_TRIM_THRESHOLD_=131072']);
  });

  it('is left as its user has set it', async () => {
    expect(await beginsWith({ MALLOC_ARENA_MAX: '7', MALLOC_TRIM_THRESHOLD_: '1' })).toEqual([
      'MALLOC_ARENA_MAX=7',
      'MALLOC_TRIM_THRESHOLD_=1',
    ]);
  });
});
