import { randomUUID } from 'node:crypto';
import { corruptRow, type SealedJson, type SealedPlace } from '../sealing/sealed-json.ts';
import { rowReader, type SqliteRow } from '../sqlite/row-reader.ts';
import type { SqliteDatabase, Statements } from '../sqlite/sqlite-database.ts';
import type { AuditRow, Records } from './records.ts';

export function sqliteAudit(database: SqliteDatabase, sealed: SealedJson): Pick<Records, 'appendAudit' | 'audit'> {
  return {
    appendAudit: (rows) =>
      database.write((statements) => {
        insertAudit(statements, sealed, rows);
      }),

    audit: ({ numberId, act, sinceMs = 0, limit }) =>
      database.read((statements) => {
        const wanted = Object.entries({ number_id: numberId, act }).flatMap(([column, value]) =>
          value === undefined ? [] : [{ condition: `${column} = ? AND `, value }],
        );
        const rows = statements.all(
          `SELECT * FROM audit WHERE ${wanted.map(({ condition }) => condition).join('')}at_ms >= ?
           ORDER BY at_ms DESC, seq DESC LIMIT ?`,
          ...wanted.map(({ value }) => value),
          sinceMs,
          limit,
        );
        return rows.map((row) => auditRow(row, sealed));
      }),
  };
}

/** Rows whose id is there already are left out. */
export function insertAudit(statements: Statements, sealed: SealedJson, rows: readonly AuditRow[]): void {
  for (const row of rows) {
    statements.run(
      `INSERT INTO audit (audit_id, at_ms, number_id, act, sealed_detail) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (audit_id) DO NOTHING`,
      row.auditId,
      row.atMs,
      row.numberId ?? null,
      row.act,
      sealed.seal(place(row), { actor: row.actor, ...(row.detail !== undefined && { detail: row.detail }) }),
    );
  }
}

/** A row for what records themselves do; its id is random, because it is written in the act's own transaction. */
export function ownAudit(row: Omit<AuditRow, 'auditId'>): AuditRow {
  return { auditId: randomUUID(), ...row };
}

/** Bound to everything that stands in clear: an edited time or act no longer opens. */
function place(row: Omit<AuditRow, 'actor' | 'detail'>): SealedPlace {
  return {
    table: 'audit',
    column: 'sealed_detail',
    key: [row.auditId, row.atMs, row.numberId ?? null, row.act],
  };
}

function auditRow(row: SqliteRow, sealed: SealedJson): AuditRow {
  const read = rowReader('audit', row);
  const numberId = read.optionalText('number_id');
  const clear = {
    auditId: read.text('audit_id'),
    atMs: read.integer('at_ms'),
    ...(numberId !== undefined && { numberId }),
    act: read.text('act'),
  };
  const json = sealed.unseal(place(clear), read.blob('sealed_detail'));
  if (typeof json !== 'object' || json === null) throw corruptRow('audit');
  if (!('actor' in json) || typeof json.actor !== 'string') throw corruptRow('audit');
  const detail = 'detail' in json && typeof json.detail === 'string' ? { detail: json.detail } : {};
  return { ...clear, actor: json.actor, ...detail };
}
