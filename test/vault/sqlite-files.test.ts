import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyRing } from '../../runtime/sealing.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { aSession } from '../suites/session-vault-bench.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { idKey, payloadKeys, vaultKeys } from './test-keys.ts';

let file: string;
let remove: () => void;
beforeEach(() => {
  ({ file, remove } = temporaryFolder());
});
afterEach(() => {
  remove();
});

const openVault = (busyTimeoutMs = 5_000) => openSqliteSessionVault({ file, vaultKeys, busyTimeoutMs });
const openRecords = () => openSqliteRecords({ file, payloadKeys, idKey });

/** A vault with one session `s1`, its file closed. */
async function filledVault(): Promise<void> {
  const vault = await openVault();
  for (const sessionId of ['s1', 's2']) {
    const answer = await vault.acquireLease({ sessionId, holder: 'a', ttlMs: 60_000 });
    if (answer.kind !== 'acquired') throw new Error('the lease is held');
    await vault.savePending(answer.lease, { numberId: 'n1', environment: 'sandbox', session: aSession(1) });
  }
  await vault.close();
}

/** Changes the file behind the vault's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

function bytesOfFolder(): Record<string, string> {
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => !name.endsWith('-shm'));
  const contents = names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')] as const);
  return Object.fromEntries(contents.filter(([, content]) => content !== ''));
}

describe('a vault file', () => {
  it('is readable by its owner alone, and so is its folder', async () => {
    file = join(dirname(file), 'new', 'vault.db');
    await filledVault();
    const vault = await openVault();
    await vault.endSession('s2');
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dirname(file))) {
      expect([name, statSync(join(dirname(file), name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    await vault.close();
  });

  it('is made once by several who open it at the same time', async () => {
    const opened = await Promise.all([openVault(), openRecords(), openVault(), openRecords()]);
    for (const one of opened) await one.close();
    const vault = await openVault();
    expect(await vault.load('s1')).toBeUndefined();
    await vault.close();
  });

  it('opens without a warning on the screen', () => {
    const child = new URL('processes/open-and-close.ts', import.meta.url).pathname;
    expect(execFileSync(process.execPath, [child, file], { encoding: 'utf8', stdio: 'pipe' })).toBe('opened\n');
  });
});

describe('a wrong key', () => {
  const wrong = new Uint8Array(32).fill(99);
  const ring = (currentId: string): KeyRing => ({ currentId, keys: new Map([[currentId, wrong]]) });

  it('stops before any write', async () => {
    await filledVault();
    await (await openRecords()).close();
    // As a killed process leaves it: the last writes stand in the -wal file alone, and nobody else has it open.
    const writer = new DatabaseSync(file);
    writer.exec('PRAGMA wal_autocheckpoint = 0; UPDATE leases SET expires_at_ms = 1');
    const left = join(dirname(file), 'left', 'vault.db');
    mkdirSync(dirname(left));
    for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${left}${end}`);
    writer.close();
    file = left;
    const before = bytesOfFolder();
    expect(Object.keys(before)).toHaveLength(2);

    for (const currentId of ['v1', 'other']) {
      const opening = openSqliteSessionVault({ file, vaultKeys: ring(currentId) });
      await expect(opening).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_KEY_WRONG' });
      await expect(opening).rejects.toThrow(/LATCHKEY_VAULT_KEYS.*Nothing was written\./);
    }
    await expect(openSqliteRecords({ file, payloadKeys: ring('p1'), idKey })).rejects.toThrow(/LATCHKEY_PAYLOAD_KEYS/);
    await expect(openSqliteRecords({ file, payloadKeys, idKey: wrong })).rejects.toThrow(/LATCHKEY_ID_KEY/);
    expect(bytesOfFolder()).toEqual(before);
    const vault = await openVault();
    expect((await vault.acquireLease({ sessionId: 's1', holder: 'b', ttlMs: 1 })).kind).toBe('acquired');
    await vault.close();
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['the file is read-only', 0o444, 0o777],
    ['its folder is read-only', 0o666, 0o555],
  ])('is refused when %s', async (_title, fileMode, folderMode) => {
    await filledVault();
    const before = bytesOfFolder();
    chmodSync(file, fileMode);
    chmodSync(dirname(file), folderMode);
    await asNobody(async () => {
      await expect(openVault()).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_READ_ONLY' });
    });
    chmodSync(dirname(file), 0o700);
    expect(bytesOfFolder()).toEqual(before);
  });

  it('is refused when it must not be read, or is a folder, or cannot be made', async () => {
    await filledVault();
    chmodSync(file, 0o000);
    chmodSync(dirname(file), 0o755);
    await asNobody(async () => {
      await expect(openVault()).rejects.toMatchObject({ code: 'VAULT_UNREADABLE' });
    });
    mkdirSync(`${file}.d`);
    file = `${file}.d`;
    await expect(openVault()).rejects.toMatchObject({ code: 'VAULT_UNREADABLE' });
    writeFileSync(`${file}.txt`, 'a file, not a folder');
    file = join(`${file}.txt`, 'vault.db');
    await expect(openVault()).rejects.toMatchObject({ code: 'VAULT_UNREADABLE' });
  });

  it('is refused when it is no database, or one of another program', async () => {
    writeFileSync(file, Buffer.alloc(8192, 'not a database '));
    const before = bytesOfFolder();
    await expect(openVault()).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_CORRUPT' });
    expect(bytesOfFolder()).toEqual(before);
    writeFileSync(file, '');
    tamper('CREATE TABLE theirs (x)');
    const theirs = bytesOfFolder();
    await expect(openVault()).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_UNREADABLE' });
    expect(bytesOfFolder()).toEqual(theirs);
  });

  it('is refused when a newer version wrote it', async () => {
    await filledVault();
    tamper('PRAGMA user_version = 99');
    const before = bytesOfFolder();
    await expect(openVault()).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_NEWER' });
    expect(bytesOfFolder()).toEqual(before);
  });

  it('says that it is damaged when pages were overwritten', async () => {
    await filledVault();
    const pages = statSync(file).size / 4096;
    const descriptor = openSync(file, 'r+');
    for (let page = 1; page < pages; page += 1) writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    closeSync(descriptor);
    await expect(openVault()).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_CORRUPT' });
  });

  it.each([
    [
      'swapped with another row',
      `UPDATE sessions SET sealed_session =
      (SELECT sealed_session FROM sessions AS other WHERE other.session_id <> sessions.session_id)`,
    ],
    ['moved to another environment', "UPDATE sessions SET environment = 'production'"],
    ['cut off', 'UPDATE sessions SET sealed_session = substr(sealed_session, 1, 20)'],
  ])('names the table of a row that was %s, never its content', async (_title, sql) => {
    await filledVault();
    tamper(sql);
    const vault = await openVault();
    const loading = vault.load('s1');
    await expect(loading).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_CORRUPT' });
    await expect(loading).rejects.toThrow(/table "sessions"(?!.*s1)/);
    await vault.close();
  });
});

describe('a locked file', () => {
  it('is waited for without blocking the process, then given up; reading goes on', async () => {
    await filledVault();
    const vault = await openVault(300);
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 20);
    const writing = vault.acquireLease({ sessionId: 's9', holder: 'a', ttlMs: 1000 });
    await expect(writing).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_LOCKED' });
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(2);
    expect((await vault.load('s1'))?.status).toBe('pending');

    const patient = vault.acquireLease({ sessionId: 's9', holder: 'a', ttlMs: 1000 });
    holder.exec('ROLLBACK');
    holder.close();
    expect((await patient).kind).toBe('acquired');
    await vault.close();
  });

  it('is given up at open too', async () => {
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN EXCLUSIVE; CREATE TABLE checks (x)');
    await expect(openVault(100)).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_LOCKED' });
    holder.close();
  });
});

/** Root may write everywhere: its rights are put down meanwhile. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return work();
  seteuid(65_534);
  try {
    await work();
  } finally {
    seteuid(0);
  }
}
