import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { canaries, findCanaries, writeCanaries, writings } from './canaries.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { vaultKeys } from './test-keys.ts';

let file: string;
let remove: () => void;
beforeEach(() => {
  ({ file, remove } = temporaryFolder());
});
afterEach(() => {
  remove();
});

it('leaves no secret in any file, open or closed', async () => {
  const { close } = await writeCanaries(file);
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  expect(findCanaries(file)).toEqual([]);
  await close();
  expect(findCanaries(file)).toEqual([]);
});

it('finds every writing of a canary', () => {
  for (const canary of Object.values(canaries)) {
    const bytes = Buffer.from(canary);
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const surrounded = Buffer.concat([Buffer.from(before), bytes, Buffer.from('end')]);
      const texts = [surrounded.toString('base64'), surrounded.toString('base64url'), surrounded.toString('hex')];
      for (const text of texts) expect(writings(canary).some((one) => text.includes(one.toString()))).toBe(true);
    }
  }
});

it('wipes the sealed key of an ended session from the files', async () => {
  const { close } = await writeCanaries(file);
  const reader = new DatabaseSync(file, { readOnly: true });
  const sealed = reader.prepare("SELECT sealed_session FROM sessions WHERE session_id = 's1'").get()?.[
    'sealed_session'
  ];
  reader.close();
  if (!(sealed instanceof Uint8Array)) throw new Error('there is no sealed session');
  const standsInFiles = () =>
    readdirSync(dirname(file)).some((name) =>
      readFileSync(join(dirname(file), name)).includes(Buffer.from(sealed).subarray(40, 80)),
    );
  expect(standsInFiles()).toBe(true);
  const vault = await openSqliteSessionVault({ file, vaultKeys });
  await vault.endSession('s1');
  expect(standsInFiles()).toBe(false);
  await vault.close();
  await close();
});
