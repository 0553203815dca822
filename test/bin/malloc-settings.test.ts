import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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

  async function beginsWith(
    command: string,
    env: Record<string, string> = {},
    program: readonly string[] = [process.execPath],
  ): Promise<string[]> {
    const [file = '', ...args] = [...program, launcher, ...command.split(' ')];
    const child = spawn(file, args, {
      env: {
        LATCHKEY_HOME: home,
        // Nobody there: it waits.
        TEMPORAL_ADDRESS: '127.0.0.1:9',
        TELEGRAM_API_ID: '4607',
        TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
        LATCHKEY_VAULT_KEYS: `one:${key()}`,
        LATCHKEY_PAYLOAD_KEYS: `one:${key()}`,
        LATCHKEY_ID_KEY: key(),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit');
    try {
      // Its first words: by then it is what it will stay.
      const [words] = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
      expect(String(words)).toMatch(/cannot be reached|sandbox|Temporal:/);
      const variables = readFileSync(`/proc/${child.pid}/environ`, 'utf8').split('\0');
      return variables.filter((each) => each.startsWith('MALLOC_')).toSorted();
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  }

  it.each(['start', 'worker'])('gives memory back: %s', async (service) => {
    expect(await beginsWith(service)).toEqual(['MALLOC_ARENA_MAX=2', 'MALLOC_TRIM_THRESHOLD_=131072']);
  });

  it('is left as its user has set it', async () => {
    const own = { MALLOC_ARENA_MAX: '7', MALLOC_TRIM_THRESHOLD_: '1' };
    expect(await beginsWith('start', own)).toEqual(['MALLOC_ARENA_MAX=7', 'MALLOC_TRIM_THRESHOLD_=1']);
  });

  it('has the setting that its user has not made beside the one that he has', async () => {
    expect(await beginsWith('worker', { MALLOC_ARENA_MAX: '7' })).toEqual([
      'MALLOC_ARENA_MAX=7',
      'MALLOC_TRIM_THRESHOLD_=131072',
    ]);
  });

  it('is left alone where the program is a dynamic loader, which has other arguments', async () => {
    const loader = /\S+\/ld\b[^/\s]*\.so\S*/.exec(readFileSync('/proc/self/maps', 'utf8'))?.[0] ?? 'no loader';
    expect(await beginsWith('worker', {}, [loader, process.execPath])).toEqual([]);
  });

  it('is left alone in a command that is no service of many sign-ins', async () => {
    expect(await beginsWith('sandbox --control 0')).toEqual([]);
  });
});

function key(): string {
  return randomBytes(32).toString('base64');
}
