import type { SQLOutputValue } from 'node:sqlite';
import { corruptRow } from '../sealing/sealed-json.ts';

export type SqliteRow = Readonly<Record<string, SQLOutputValue>>;

/** Reads columns as the type they must have; anything else is VAULT_CORRUPT, naming the table. */
export type RowReader = {
  text(column: string): string;
  integer(column: string): number;
  blob(column: string): Uint8Array;
  optionalText(column: string): string | undefined;
  optionalBlob(column: string): Uint8Array | undefined;
};

export function rowReader(table: string, row: SqliteRow): RowReader {
  return {
    text(column) {
      const value = row[column];
      if (typeof value !== 'string') throw corruptRow(table);
      return value;
    },
    integer(column) {
      const value = row[column];
      if (typeof value !== 'number') throw corruptRow(table);
      return value;
    },
    blob(column) {
      const value = row[column];
      if (!(value instanceof Uint8Array)) throw corruptRow(table);
      return value;
    },
    optionalText(column) {
      return row[column] === null ? undefined : this.text(column);
    },
    optionalBlob(column) {
      return row[column] === null ? undefined : this.blob(column);
    },
  };
}
