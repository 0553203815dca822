import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { runService } from '../../bin/run-service.ts';

it.each([
  ['LATCHKEY_PUBLIC_URL', { LATCHKEY_PUBLIC_URL: 'https://example.org/console' }],
  ['LATCHKEY_WEB_LISTEN', { LATCHKEY_WEB_LISTEN: 'everywhere' }],
  ['LATCHKEY_OPERATORS', { LATCHKEY_OPERATORS: '4607:boss' }],
])(
  'latchkey start says what is wrong with the console’s %s before it makes or starts anything',
  async (name, wrong) => {
    const home = await mkdtemp(join(tmpdir(), 'latchkey-service-config-'));
    const said: string[] = [];
    const env = {
      LATCHKEY_HOME: home,
      LATCHKEY_LOG_LEVEL: 'silent',
      TELEGRAM_API_ID: '4607',
      TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
      // Were it started nevertheless, there would be nothing to run.
      TEMPORAL_CLI_PATH: join(home, 'nothing'),
      LATCHKEY_OPERATORS: '4607:admin',
      LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org',
      ...wrong,
    };
    const context = {
      env,
      actor: 'cli:test',
      stdin: new PassThrough(),
      interactive: false,
      print: (line: string) => void said.push(line),
      note: (line: string) => void said.push(line),
      signal: new AbortController().signal,
      exitWith: () => undefined,
    };
    const everything = {
      name: 'start',
      temporal: true,
      worker: true,
      bot: 'ifConfigured',
      web: 'ifConfigured',
    } as const;
    try {
      await expect(runService(context, everything)).rejects.toThrow(name);
      expect(said).toEqual([]);
      expect(await readdir(home)).toEqual([]);
    } finally {
      await rm(home, { recursive: true });
    }
  },
);
