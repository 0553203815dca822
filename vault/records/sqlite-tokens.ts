import { createHash, randomBytes } from 'node:crypto';
import type { SealedJson, SealedPlace } from '../sealing/sealed-json.ts';
import { rowReader, type SqliteRow } from '../sqlite/row-reader.ts';
import type { SqliteDatabase, Statements } from '../sqlite/sqlite-database.ts';
import type { Records, Token, TokenKind } from './records.ts';

const TOKEN_BYTES = 16;
/** How long a token that is over is still known, to say so instead of "unknown". */
const REMEMBERED_MS = 24 * 3_600_000;

type Tokens = Pick<Records, 'issueToken' | 'token' | 'spendToken' | 'useOnce'>;

export function sqliteTokens(database: SqliteDatabase, sealed: SealedJson, nowMs: () => number): Tokens {
  const insert = (statements: Statements, row: Row) => {
    statements.run('DELETE FROM tokens WHERE expires_at_ms < ?', nowMs() - REMEMBERED_MS);
    return statements.run(
      `INSERT INTO tokens (kind, token_hash, expires_at_ms, spent, sealed_content) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (kind, token_hash) DO NOTHING`,
      row.kind,
      row.hash,
      row.expiresAtMs,
      row.spent ? 1 : 0,
      sealed.seal(place(row), row.content),
    );
  };
  const find = (statements: Statements, kind: TokenKind, hash: string) => {
    const row = statements.get('SELECT * FROM tokens WHERE kind = ? AND token_hash = ?', kind, hash);
    return row === undefined ? undefined : tokenOf(row, { kind, hash }, sealed, nowMs());
  };

  return {
    issueToken: async ({ kind, content, lifetimeMs }) => {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const row = { kind, hash: hashOf(token), expiresAtMs: nowMs() + lifetimeMs, spent: false, content };
      await database.write((statements) => insert(statements, row));
      return token;
    },

    token: (kind, token) => database.read((statements) => find(statements, kind, hashOf(token))),

    spendToken: (kind, token) =>
      database.write((statements) => {
        const hash = hashOf(token);
        const found = find(statements, kind, hash);
        if (found?.state === 'live') {
          statements.run('UPDATE tokens SET spent = 1 WHERE kind = ? AND token_hash = ?', kind, hash);
        }
        return found;
      }),

    useOnce: (value, lifetimeMs) =>
      database.write((statements) => {
        const row = {
          kind: 'once',
          hash: hashOf(value),
          expiresAtMs: nowMs() + lifetimeMs,
          spent: true,
          content: null,
        };
        return insert(statements, row) === 1;
      }),
  };
}

type Row = { kind: string; hash: string; expiresAtMs: number; spent: boolean; content: unknown };

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Bound to its end too: a link whose time was put forward does not open. Whether it is spent stands in clear. */
function place(row: { kind: string; hash: string; expiresAtMs: number }): SealedPlace {
  return { table: 'tokens', column: 'sealed_content', key: [row.kind, row.hash, row.expiresAtMs] };
}

function tokenOf(row: SqliteRow, key: { kind: TokenKind; hash: string }, sealed: SealedJson, nowMs: number): Token {
  const read = rowReader('tokens', row);
  const expiresAtMs = read.integer('expires_at_ms');
  const content = sealed.unseal(place({ ...key, expiresAtMs }), read.blob('sealed_content'));
  if (read.integer('spent') === 1) return { state: 'spent', content, expiresAtMs };
  return { state: nowMs >= expiresAtMs ? 'expired' : 'live', content, expiresAtMs };
}
