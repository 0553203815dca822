import { rowReader } from '../sqlite/row-reader.ts';
import type { Statements } from '../sqlite/sqlite-database.ts';
import type { Pause } from '../sessions/session-vault.ts';

/** What is left of the pause that Telegram named for this call on this number, in whichever sign-in. */
export function runningPause(
  statements: Statements,
  numberId: string,
  method: string,
  nowMs: number,
): Pause | undefined {
  const row = statements.get(
    'SELECT error_name, until_ms FROM pauses WHERE number_id = ? AND method = ? AND until_ms > ?',
    numberId,
    method,
    nowMs,
  );
  if (row === undefined) return undefined;
  const read = rowReader('pauses', row);
  return { errorName: read.text('error_name'), forMs: read.integer('until_ms') - nowMs };
}

export function putPause(
  statements: Statements,
  { numberId, method, errorName, forMs }: Pause & { numberId: string; method: string },
  nowMs: number,
): void {
  statements.run(
    'INSERT OR REPLACE INTO pauses (number_id, method, error_name, until_ms) VALUES (?, ?, ?, ?)',
    numberId,
    method,
    errorName,
    nowMs + forMs,
  );
}
