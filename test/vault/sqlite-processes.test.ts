import { execFile, spawn } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { aSession } from '../suites/session-vault-bench.ts';
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

const reserveSends = new URL('processes/reserve-sends.ts', import.meta.url).pathname;
const writeUntilKilled = new URL('processes/write-until-killed.ts', import.meta.url).pathname;

it('reserves a budget once across processes, on a file that they make together', { timeout: 60_000 }, async () => {
  const limit = 25;
  const run = promisify(execFile);
  const outputs = await Promise.all(
    ['s1', 's2', 's3'].map((sessionId) => run(process.execPath, [reserveSends, file, sessionId, '20', String(limit)])),
  );
  const reserved = outputs.map(({ stdout }) => Number(stdout));
  expect(reserved.reduce((sum, one) => sum + one, 0)).toBe(limit);
});

it('keeps everything confirmed, and nothing by halves, when a writer is killed', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 6; round += 1) {
    const confirmed = await writeAndKill(round, 5 + round * 7);
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const counts = database
      .prepare('SELECT (SELECT count(*) FROM sends) AS sends, (SELECT count(*) FROM intents) AS intents')
      .get();
    expect(counts?.['sends']).toBe(counts?.['intents']);
    database.close();

    const vault = await openSqliteSessionVault({ file, vaultKeys });
    for (const sessionId of confirmed.keys()) {
      const step = confirmed.get(sessionId);
      const intent = await vault.readIntent({ sessionId, effectId: 'e1' });
      const row = await vault.load(sessionId);
      if (step === 'opened') expect(['open', 'answered']).toContain(intent.kind);
      if (step === 'answered') expect(intent).toMatchObject({ kind: 'answered', result: sessionId });
      const live = intent.kind === 'answered';
      expect(row).toMatchObject({ status: live ? 'live' : 'pending', session: aSession(live ? 2 : 1) });
    }
    await vault.close();
  }
});

/** Kills the writer at its n-th confirmation. Answers with the last confirmed step of each session. */
async function writeAndKill(round: number, lines: number): Promise<Map<string, string>> {
  const child = spawn(process.execPath, [writeUntilKilled, file, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const confirmed = new Map<string, string>();
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [step = '', sessionId = ''] = line.split(' ');
    confirmed.set(sessionId, step);
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  }
  expect(seen).toBeGreaterThanOrEqual(lines);
  expect(child.killed).toBe(true);
  return confirmed;
}
