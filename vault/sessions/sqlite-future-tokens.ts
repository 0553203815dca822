import { createHash } from 'node:crypto';
import { corruptRow, type SealedJson, type SealedPlace } from '../sealing/sealed-json.ts';
import { rowReader } from '../sqlite/row-reader.ts';
import type { SqliteDatabase, Statements } from '../sqlite/sqlite-database.ts';
import type { SessionVault } from './session-vault.ts';

/** As many as `auth.sendCode` takes: https://core.telegram.org/api/auth, "Future auth tokens". */
const MOST = 20;

export function sqliteFutureTokens(
  database: SqliteDatabase,
  sealed: SealedJson,
): Pick<SessionVault, 'keepFutureToken' | 'futureTokens'> {
  return {
    keepFutureToken: (environment, token) =>
      database.write((statements) => keepFutureToken(statements, sealed, environment, token)),

    futureTokens: (environment) =>
      database.read((statements) =>
        statements
          .all('SELECT token_hash, sealed_token FROM future_tokens WHERE environment = ? ORDER BY seq', environment)
          .map((row) => {
            const read = rowReader('future_tokens', row);
            const token = sealed.unseal(place(environment, read.text('token_hash')), read.blob('sealed_token'));
            if (typeof token !== 'string') throw corruptRow('future_tokens');
            return new Uint8Array(Buffer.from(token, 'base64'));
          }),
      ),
  };
}

/** The oldest go where there are too many. One that comes again is as good as new. */
export function keepFutureToken(
  statements: Statements,
  sealed: SealedJson,
  environment: string,
  token: Uint8Array,
): void {
  const hash = createHash('sha256').update(token).digest('hex');
  statements.run('DELETE FROM future_tokens WHERE environment = ? AND token_hash = ?', environment, hash);
  statements.run(
    'INSERT INTO future_tokens (environment, token_hash, sealed_token) VALUES (?, ?, ?)',
    environment,
    hash,
    sealed.seal(place(environment, hash), Buffer.from(token).toString('base64')),
  );
  statements.run(
    `DELETE FROM future_tokens WHERE environment = ? AND seq NOT IN
       (SELECT seq FROM future_tokens WHERE environment = ? ORDER BY seq DESC LIMIT ?)`,
    environment,
    environment,
    MOST,
  );
}

function place(environment: string, hash: string): SealedPlace {
  return { table: 'future_tokens', column: 'sealed_token', key: [environment, hash] };
}
