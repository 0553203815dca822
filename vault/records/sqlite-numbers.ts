import { numberIdOf } from '../../runtime/number-id.ts';
import { corruptRow, type SealedJson } from '../sealing/sealed-json.ts';
import { rowReader, type SqliteRow } from '../sqlite/row-reader.ts';
import type { SqliteDatabase, Statements } from '../sqlite/sqlite-database.ts';
import type { EnrolledNumber, Records } from './records.ts';
import { insertAudit, ownAudit } from './sqlite-audit.ts';

export function sqliteNumbers(
  database: SqliteDatabase,
  sealed: SealedJson,
  idKey: Uint8Array,
  nowMs: () => number,
): Pick<Records, 'enrol' | 'removeNumber' | 'number' | 'numberByPhone' | 'numbers'> {
  const find = (statements: Statements, numberId: string) => {
    const row = statements.get('SELECT * FROM numbers WHERE number_id = ?', numberId);
    return row === undefined ? undefined : enrolledNumber(row, sealed);
  };

  return {
    enrol: ({ phone, label, owner, actor }) =>
      database.write((statements) => {
        const numberId = numberIdOf(idKey, phone);
        const before = find(statements, numberId);
        const number: EnrolledNumber = {
          numberId,
          phone: phone.startsWith('+') ? phone : `+${phone}`,
          label,
          owner,
          // Who first said that the organisation owns it; a relabelling is in the audit.
          enrolledBy: before?.enrolledBy ?? actor,
          enrolledAtMs: before?.enrolledAtMs ?? nowMs(),
        };
        statements.run(
          `INSERT INTO numbers (number_id, sealed_number) VALUES (?, ?)
           ON CONFLICT (number_id) DO UPDATE SET sealed_number = excluded.sealed_number`,
          numberId,
          sealed.seal(place(numberId), number),
        );
        insertAudit(statements, sealed, [
          ownAudit({ atMs: nowMs(), numberId, actor, act: before === undefined ? 'numbers.add' : 'numbers.change' }),
        ]);
        return number;
      }),

    removeNumber: (numberId, actor) =>
      database.write((statements) => {
        if (statements.run('DELETE FROM numbers WHERE number_id = ?', numberId) === 0) return false;
        statements.run('DELETE FROM views WHERE number_id = ? AND ended = 1', numberId);
        insertAudit(statements, sealed, [ownAudit({ atMs: nowMs(), numberId, actor, act: 'numbers.remove' })]);
        return true;
      }),

    number: (numberId) => database.read((statements) => find(statements, numberId)),

    numberByPhone: (phone) => database.read((statements) => find(statements, numberIdOf(idKey, phone))),

    numbers: () =>
      database.read((statements) =>
        statements
          .all('SELECT * FROM numbers ORDER BY number_id')
          .map((row) => enrolledNumber(row, sealed))
          .sort((a, b) => a.enrolledAtMs - b.enrolledAtMs),
      ),
  };
}

function place(numberId: string): { table: string; column: string; key: string[] } {
  return { table: 'numbers', column: 'sealed_number', key: [numberId] };
}

function enrolledNumber(row: SqliteRow, sealed: SealedJson): EnrolledNumber {
  const read = rowReader('numbers', row);
  const numberId = read.text('number_id');
  const json = sealed.unseal(place(numberId), read.blob('sealed_number'));
  if (typeof json !== 'object' || json === null) throw corruptRow('numbers');
  if (!('phone' in json) || typeof json.phone !== 'string') throw corruptRow('numbers');
  if (!('label' in json) || typeof json.label !== 'string') throw corruptRow('numbers');
  if (!('owner' in json) || typeof json.owner !== 'string') throw corruptRow('numbers');
  if (!('enrolledBy' in json) || typeof json.enrolledBy !== 'string') throw corruptRow('numbers');
  if (!('enrolledAtMs' in json) || typeof json.enrolledAtMs !== 'number') throw corruptRow('numbers');
  return {
    numberId,
    phone: json.phone,
    label: json.label,
    owner: json.owner,
    enrolledBy: json.enrolledBy,
    enrolledAtMs: json.enrolledAtMs,
  };
}
