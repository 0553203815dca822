import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
let project: string;

/** As after `npm install -D ../latchkey`. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'latchkey-other-project-'));
  await mkdir(join(project, 'node_modules'));
  await symlink(root, join(project, 'node_modules', 'latchkey'));
});
afterAll(() => rm(project, { recursive: true }));

test.each([
  ['sandbox/start-sandbox.ts', `const it = await startSandbox({ controlPort: 0 });`],
  [
    'sandbox/bot-api/start-bot-api.ts',
    `const it = await startBotApi({ token: '7:x', bot: { id: 7, username: 'keys_bot', firstName: 'Keys' }, users: [] });`,
  ],
])('another project runs latchkey/%s in its own process', async (file, start) => {
  const name = /(\w+)\(/.exec(start)?.[1] ?? '';
  const lines = [`import { ${name} } from 'latchkey/${file}';`, start, 'await it.close();', `console.log('closed');`];
  await writeFile(join(project, 'own.mjs'), lines.join('\n'));
  const { stdout } = await promisify(execFile)(process.execPath, ['own.mjs'], { cwd: project });
  expect(stdout).toBe('closed\n');
});
