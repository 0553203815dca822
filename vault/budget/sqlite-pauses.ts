import { rowReader } from '../sqlite/row-reader.ts';
import type { Statements } from '../sqlite/sqlite-database.ts';
import type { Pause } from '../sessions/session-vault.ts';

/** A call on a number, made by a sign-in. */
type Call = { numberId: string; method: string; sessionId: string };

/**
 * What is left of the pause that Telegram named for this call to another sign-in of the number. The one that was told waits by
 * its own clock, Temporal's.
 */
export function runningPause(
  statements: Statements,
  { numberId, method, sessionId }: Call,
  nowMs: number,
): Pause | undefined {
  const row = statements.get(
    `SELECT error_name, until_ms FROM pauses
     WHERE number_id = ? AND method = ? AND session_id <> ? AND until_ms > ?`,
    numberId,
    method,
    sessionId,
    nowMs,
  );
  if (row === undefined) return undefined;
  const read = rowReader('pauses', row);
  return { errorName: read.text('error_name'), forMs: read.integer('until_ms') - nowMs };
}

export function putPause(
  statements: Statements,
  { numberId, method, sessionId }: Call,
  { errorName, forMs }: Pause,
  nowMs: number,
): void {
  statements.run(
    'INSERT OR REPLACE INTO pauses (number_id, method, session_id, error_name, until_ms) VALUES (?, ?, ?, ?, ?)',
    numberId,
    method,
    sessionId,
    errorName,
    nowMs + forMs,
  );
}
