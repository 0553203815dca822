import { corruptRow, type SealedJson, type SealedPlace } from '../sealing/sealed-json.ts';
import { rowReader, type RowReader, type SqliteRow } from '../sqlite/row-reader.ts';
import type { SqliteDatabase, Statements } from '../sqlite/sqlite-database.ts';
import { forgetResults } from './intent-rows.ts';
import { keepFutureToken } from './sqlite-future-tokens.ts';
import { LeaseLostError } from './lease-lost-error.ts';
import type { SessionOwner, SessionRow, SessionStatus, SessionVault, StoredSession } from './session-vault.ts';
import { requireLease, revokeLease } from './sqlite-leases.ts';
import { ownerFromJson, sessionFromJson, sessionToJson } from './stored-session-json.ts';

export function sqliteSessionRows(
  database: SqliteDatabase,
  sealed: SealedJson,
  nowMs: () => number,
): Pick<SessionVault, 'savePending' | 'load' | 'liveSessions' | 'endSession' | 'endedByOwner'> {
  return {
    savePending: (lease, row) =>
      database.write((statements) => {
        const now = nowMs();
        requireLease(statements, lease, now);
        const status = readIdentity(statements, lease.sessionId)?.status;
        if (status === 'ended') throw new LeaseLostError('sessionEnded');
        if (status === 'live')
          throw new Error('A live session is not replaced by a pending one. Use a new session id.');
        const identity = { sessionId: lease.sessionId, numberId: row.numberId, environment: row.environment };
        statements.run(
          `INSERT INTO sessions (session_id, number_id, environment, status, sealed_session, updated_at_ms)
           VALUES (?, ?, ?, 'pending', ?, ?)
           ON CONFLICT (session_id) DO UPDATE
           SET number_id = excluded.number_id, environment = excluded.environment,
               sealed_session = excluded.sealed_session, updated_at_ms = excluded.updated_at_ms`,
          identity.sessionId,
          identity.numberId,
          identity.environment,
          sealed.seal(place('sealed_session', identity), sessionToJson(row.session)),
          now,
        );
      }),

    load: (sessionId) =>
      database.read((statements) => {
        const row = statements.get("SELECT * FROM sessions WHERE session_id = ? AND status <> 'ended'", sessionId);
        return row === undefined ? undefined : sessionRow(row, sealed);
      }),

    liveSessions: (numberId, environment) =>
      database.read((statements) =>
        statements
          .all(
            `SELECT * FROM sessions WHERE number_id = ? AND environment = ? AND status = 'live'
             ORDER BY updated_at_ms DESC, session_id`,
            numberId,
            environment,
          )
          .map((row) => sessionRow(row, sealed)),
      ),

    endedByOwner: (numberId, environment) =>
      database.read(
        (statements) =>
          statements.get(
            "SELECT 1 FROM sessions WHERE number_id = ? AND environment = ? AND ended_by = 'owner' LIMIT 1",
            numberId,
            environment,
          ) !== undefined,
      ),

    async endSession(sessionId, by) {
      await database.write((statements) => {
        revokeLease(statements, sessionId);
        forgetResults(statements, sessionId);
        // Without a row yet, one is left behind: a sign-in ended before it had a key gets none afterwards.
        statements.run(
          `INSERT INTO sessions (session_id, number_id, environment, status, updated_at_ms, ended_by)
           VALUES (?, '', '', 'ended', ?, ?)
           ON CONFLICT (session_id) DO UPDATE
           SET status = 'ended', sealed_session = NULL, sealed_owner = NULL, updated_at_ms = excluded.updated_at_ms,
               ended_by = excluded.ended_by
           WHERE status <> 'ended' OR excluded.ended_by IS NOT NULL`,
          sessionId,
          nowMs(),
          by ?? null,
        );
      });
      // secure_delete wipes the page; this takes its older copies out of the -wal file. A reader may hold it back.
      await database.read((statements) => statements.get('PRAGMA wal_checkpoint(TRUNCATE)'));
    },
  };
}

/** Replaces the key of this session, and makes it live when `owner` is given. */
export function updateSession(
  statements: Statements,
  sealed: SealedJson,
  sessionId: string,
  change: { session?: StoredSession; owner?: SessionOwner; futureToken?: Uint8Array; nowMs: number },
): void {
  if (change.session === undefined && change.owner === undefined && change.futureToken === undefined) return;
  const identity = readIdentity(statements, sessionId);
  if (identity === undefined) throw new Error('There is no session row to change. Call savePending first.');
  if (identity.status === 'ended') throw new LeaseLostError('sessionEnded');
  if (change.session !== undefined) {
    statements.run(
      'UPDATE sessions SET sealed_session = ?, updated_at_ms = ? WHERE session_id = ?',
      sealed.seal(place('sealed_session', identity), sessionToJson(change.session)),
      change.nowMs,
      sessionId,
    );
  }
  if (change.owner !== undefined) {
    statements.run(
      "UPDATE sessions SET status = 'live', sealed_owner = ?, updated_at_ms = ? WHERE session_id = ?",
      sealed.seal(place('sealed_owner', identity), change.owner),
      change.nowMs,
      sessionId,
    );
    const { numberId, environment } = identity;
    statements.run(
      'UPDATE sessions SET ended_by = NULL WHERE number_id = ? AND environment = ? AND ended_by IS NOT NULL',
      numberId,
      environment,
    );
  }
  if (change.futureToken !== undefined) {
    keepFutureToken(statements, sealed, identity.environment, change.futureToken);
  }
}

export function sessionEnded(statements: Statements, sessionId: string): boolean {
  return readIdentity(statements, sessionId)?.status === 'ended';
}

type Identity = Pick<SessionRow, 'sessionId' | 'numberId' | 'environment'>;

/** Bound to number and environment too: a row edited to look like another account's or the sandbox's does not open. */
function place(column: 'sealed_session' | 'sealed_owner', identity: Identity): SealedPlace {
  return { table: 'sessions', column, key: [identity.sessionId, identity.numberId, identity.environment] };
}

function sessionRow(row: SqliteRow, sealed: SealedJson): SessionRow {
  const read = rowReader('sessions', row);
  const identity = identityOf(read);
  const session = sessionFromJson(sealed.unseal(place('sealed_session', identity), read.blob('sealed_session')));
  if (session === undefined) throw corruptRow('sessions');
  const updatedAtMs = read.integer('updated_at_ms');
  const sealedOwner = read.optionalBlob('sealed_owner');
  if (sealedOwner === undefined) return { ...identity, session, updatedAtMs };
  const owner = ownerFromJson(sealed.unseal(place('sealed_owner', identity), sealedOwner));
  if (owner === undefined) throw corruptRow('sessions');
  return { ...identity, session, updatedAtMs, owner };
}

function readIdentity(statements: Statements, sessionId: string): (Identity & { status: SessionStatus }) | undefined {
  const row = statements.get(
    'SELECT session_id, number_id, environment, status FROM sessions WHERE session_id = ?',
    sessionId,
  );
  return row === undefined ? undefined : identityOf(rowReader('sessions', row));
}

function identityOf(read: RowReader): Identity & { status: SessionStatus } {
  return {
    sessionId: read.text('session_id'),
    numberId: read.text('number_id'),
    environment: read.text('environment'),
    status: statusOf(read.text('status')),
  };
}

function statusOf(text: string): SessionStatus {
  if (text === 'pending' || text === 'live' || text === 'ended') return text;
  throw corruptRow('sessions');
}
