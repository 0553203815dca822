import { expect, it } from 'vitest';
import { isBusy, sqliteFailure } from '../../vault/sqlite/sqlite-failure.ts';

const sqliteError = (errcode: number) => Object.assign(new Error('x'), { errcode, errstr: 'as SQLite says' });

it.each([
  [5, 'VAULT_LOCKED'],
  [8, 'VAULT_READ_ONLY'],
  [1544, 'VAULT_READ_ONLY'], // SQLITE_READONLY_DIRECTORY
  [10, 'VAULT_UNREADABLE'],
  [11, 'VAULT_CORRUPT'],
  [267, 'VAULT_CORRUPT'], // SQLITE_CORRUPT_VTAB
  [13, 'VAULT_UNREADABLE'], // SQLITE_FULL
  [14, 'VAULT_UNREADABLE'],
  [26, 'VAULT_CORRUPT'],
])('puts SQLite code %i into words as %s', (errcode, code) => {
  const cause = sqliteError(errcode);
  const error = sqliteFailure(cause, '/a/vault.db');
  expect(error).toMatchObject({ name: 'VaultError', code, cause });
  expect(String(error)).toMatch(/The vault \/a\/vault\.db .*\(as SQLite says\)\. [A-Z].*\.$/);
  expect(isBusy(cause)).toBe(errcode === 5);
});

it('leaves other errors as they are', () => {
  const error = new Error('ours');
  expect(sqliteFailure(error, '/a/vault.db')).toBe(error);
});
