import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { KeyCheck } from '../sealing/key-check.ts';
import { VaultError } from '../vault-error.ts';
import { migrations, VAULT_APPLICATION_ID } from './migrations.ts';
import { rowReader } from './row-reader.ts';
import { SqliteDatabase, type Statements } from './sqlite-database.ts';
import { sqliteFailure, unreadable } from './sqlite-failure.ts';

/**
 * Opens a vault file, or makes one (mode 0600, in a folder of mode 0700). Checks come first, over a connection that
 * cannot write: whose file it is, that its schema is not newer, that the keys are the ones it was written with.
 *
 * @throws {VaultError} with nothing written
 */
export async function openVaultFile(options: {
  file: string;
  checks: readonly KeyCheck[];
  /** How long to wait for a file that another process holds. */
  busyTimeoutMs: number;
}): Promise<SqliteDatabase> {
  const file = resolve(options.file);
  prepareFile(file);
  const busyTimeoutMs = options.busyTimeoutMs;
  const reader = new SqliteDatabase({ file, busyTimeoutMs, readOnly: true });
  try {
    await reader.read((statements) => {
      inspect(statements, file, options.checks);
    });
  } finally {
    reader.close();
  }

  const database = new SqliteDatabase({ file, busyTimeoutMs });
  try {
    await database.read((statements) => {
      statements.script('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    });
    chmodSync(file, 0o600);
    const upToDate = await database.read((statements) => inspect(statements, file, options.checks).upToDate);
    if (!upToDate) {
      await database.write((statements) => {
        bringUpToDate(statements, file, options.checks);
      });
    }
    return database;
  } catch (error) {
    database.close();
    throw sqliteFailure(error, file);
  }
}

function prepareFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (statSync(file, { throwIfNoEntry: false }) === undefined) {
      closeSync(openSync(file, 'a', 0o600));
    }
    if (!statSync(file).isFile()) throw unreadable(file, 'not a file');
  } catch (error) {
    throw sqliteFailure(error, file);
  }
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw unreadable(file, 'no right to read it', error);
  }
  try {
    accessSync(file, constants.W_OK);
    // SQLite makes its -wal and -shm files beside it.
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}

/** Reads only. Throws VaultError when this file must not be used with these keys by this version. */
function inspect(
  statements: Statements,
  file: string,
  checks: readonly KeyCheck[],
): { version: number; upToDate: boolean } {
  const version = pragma(statements, 'user_version');
  const applicationId = pragma(statements, 'application_id');
  if (version === 0 && applicationId === 0 && tables(statements) === 0) return { version, upToDate: false };
  if (applicationId !== VAULT_APPLICATION_ID) {
    throw unreadable(file, 'it is a database of another program');
  }
  if (version > migrations.length) {
    throw new VaultError(
      'VAULT_NEWER',
      `The vault ${file} has schema ${version}, and this version of Latchkey knows up to ${migrations.length}. Nothing was written. Run the newer Latchkey that wrote it.`,
    );
  }
  const missing = checks.filter((check) => check.verify(storedChecks(statements, check.kind)) !== undefined);
  return { version, upToDate: version === migrations.length && missing.length === 0 };
}

/** Inside the write lock: another process may have done it meanwhile, so everything is looked at again. */
function bringUpToDate(statements: Statements, file: string, checks: readonly KeyCheck[]): void {
  const { version } = inspect(statements, file, checks);
  for (const migration of migrations.slice(version)) {
    statements.script(migration);
  }
  statements.script(`PRAGMA application_id = ${VAULT_APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
  for (const check of checks) {
    const added = check.verify(storedChecks(statements, check.kind));
    if (added === undefined) continue;
    statements.run('INSERT INTO checks (kind, key_id, value) VALUES (?, ?, ?)', check.kind, added.keyId, added.value);
  }
}

function storedChecks(statements: Statements, kind: KeyCheck['kind']): { keyId: string; value: Uint8Array }[] {
  return statements.all('SELECT key_id, value FROM checks WHERE kind = ?', kind).map((row) => {
    const read = rowReader('checks', row);
    return { keyId: read.text('key_id'), value: read.blob('value') };
  });
}

function tables(statements: Statements): number {
  const row = statements.get('SELECT count(*) AS count FROM sqlite_schema');
  return row === undefined ? 0 : rowReader('sqlite_schema', row).integer('count');
}

function pragma(statements: Statements, name: 'user_version' | 'application_id'): number {
  const row = statements.get(`PRAGMA ${name}`);
  return row === undefined ? 0 : rowReader('header', row).integer(name);
}
