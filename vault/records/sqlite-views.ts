import { corruptRow, type SealedJson, type SealedPlace } from '../sealing/sealed-json.ts';
import { type RowReader, rowReader, type SqliteRow } from '../sqlite/row-reader.ts';
import type { SqliteDatabase } from '../sqlite/sqlite-database.ts';
import type { Records, ViewRow } from './records.ts';
import { insertAudit } from './sqlite-audit.ts';

/** Numbers that grow downwards: a number's newest sign-in is the one with the highest. */
const BEHIND_ALL = '(SELECT min(0, coalesce(min(seq), 0)) - 1 FROM views)';
const NEXT_CHANGE = '(SELECT coalesce(max(change), 0) + 1 FROM views)';

export function sqliteViews(
  database: SqliteDatabase,
  sealed: SealedJson,
  nowMs: () => number,
): Pick<Records, 'putView' | 'putScan' | 'view' | 'latestView' | 'latestViews' | 'viewsSince' | 'newestChange'> {
  return {
    putView: ({ aside = false, scans = false, ...row }, audit = []) =>
      database.write((statements) => {
        statements.run(
          `INSERT INTO views (seq, login_id, number_id, version, ended, sealed_view, updated_at_ms, change)
           VALUES (${aside ? BEHIND_ALL : 'NULL'}, ?, ?, ?, ?, ?, ?, ${NEXT_CHANGE})
           ON CONFLICT (login_id) DO UPDATE
           SET ${aside ? 'seq = excluded.seq, ' : ''}number_id = excluded.number_id, version = excluded.version, ended = excluded.ended,
               sealed_view = excluded.sealed_view, updated_at_ms = excluded.updated_at_ms,
               change = excluded.change${scans ? '' : ', sealed_scan = NULL'}
           WHERE excluded.version > version`,
          row.loginId,
          row.numberId,
          row.version,
          row.ended ? 1 : 0,
          sealed.seal(place(row), row.view),
          nowMs(),
        );
        insertAudit(statements, sealed, audit);
      }),

    putScan: (loginId, picture) =>
      database.write((statements) => {
        statements.run(
          `UPDATE views SET sealed_scan = ?, change = ${NEXT_CHANGE} WHERE login_id = ? AND ended = 0`,
          picture === undefined ? null : sealed.seal(scanPlace(loginId), picture),
          loginId,
        );
      }),

    view: (loginId) =>
      database.read((statements) => {
        const row = statements.get('SELECT * FROM views WHERE login_id = ?', loginId);
        return row === undefined ? undefined : viewRow(row, sealed);
      }),

    latestView: (numberId) =>
      database.read((statements) => {
        const row = statements.get('SELECT * FROM views WHERE number_id = ? ORDER BY seq DESC LIMIT 1', numberId);
        return row === undefined ? undefined : viewRow(row, sealed);
      }),

    latestViews: (limit) =>
      database.read((statements) =>
        statements
          .all(
            `SELECT * FROM views WHERE seq IN (SELECT max(seq) FROM views GROUP BY number_id)
             ORDER BY updated_at_ms DESC, seq DESC LIMIT ?`,
            limit,
          )
          .map((row) => viewRow(row, sealed)),
      ),

    viewsSince: (change, limit) =>
      database.read((statements) =>
        statements
          .all('SELECT * FROM views WHERE change > ? ORDER BY change LIMIT ?', change, limit)
          .map((row) => viewRow(row, sealed)),
      ),

    newestChange: () =>
      database.read((statements) => {
        const row = statements.get('SELECT coalesce(max(change), 0) AS newest FROM views');
        return row === undefined ? 0 : rowReader('views', row).integer('newest');
      }),
  };
}

/** Bound to its version and end too: an older view put back, or a running one marked ended, does not open. */
function place(row: Pick<ViewRow, 'loginId' | 'numberId' | 'version' | 'ended'>): SealedPlace {
  return {
    table: 'views',
    column: 'sealed_view',
    key: [row.loginId, row.numberId, row.version, row.ended ? 1 : 0],
  };
}

/** Bound to its sign-in: the code of another one does not open. */
function scanPlace(loginId: string): SealedPlace {
  return { table: 'views', column: 'sealed_scan', key: [loginId] };
}

function viewRow(row: SqliteRow, sealed: SealedJson): ViewRow {
  const read = rowReader('views', row);
  const clear = {
    numberId: read.text('number_id'),
    loginId: read.text('login_id'),
    version: read.integer('version'),
    ended: read.integer('ended') === 1,
  };
  return {
    ...clear,
    view: sealed.unseal(place(clear), read.blob('sealed_view')),
    updatedAtMs: read.integer('updated_at_ms'),
    change: read.integer('change'),
    ...scanOf(read, sealed),
  };
}

function scanOf(read: RowReader, sealed: SealedJson): Pick<ViewRow, 'scan'> {
  const blob = read.optionalBlob('sealed_scan');
  if (blob === undefined) return {};
  const picture = sealed.unseal(scanPlace(read.text('login_id')), blob);
  if (typeof picture !== 'object' || picture === null) throw corruptRow('views');
  if (!('link' in picture) || typeof picture.link !== 'string') throw corruptRow('views');
  if (!('expiresAtMs' in picture) || typeof picture.expiresAtMs !== 'number') throw corruptRow('views');
  return { scan: { link: picture.link, expiresAtMs: picture.expiresAtMs, n: read.integer('change') } };
}
