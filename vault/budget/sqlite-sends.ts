import type { IntentKey, SendBudget } from '../sessions/session-vault.ts';
import { rowReader } from '../sqlite/row-reader.ts';
import type { Statements } from '../sqlite/sqlite-database.ts';
import { spentBudget } from './send-budget.ts';

/** A send counts while less than the window has passed since it was reserved. */
export function countSends(
  statements: Statements,
  numberId: string,
  budget: SendBudget,
  nowMs: number,
): { used: number; freeInMs: number } {
  const rows = statements.all(
    'SELECT at_ms FROM sends WHERE number_id = ? AND at_ms > ? ORDER BY at_ms',
    numberId,
    nowMs - budget.windowMs,
  );
  const sentAtMs = rows.map((row) => rowReader('sends', row).integer('at_ms'));
  return spentBudget(sentAtMs, budget, nowMs);
}

export function reserveSend(statements: Statements, key: IntentKey, numberId: string, nowMs: number): void {
  statements.run(
    'INSERT INTO sends (session_id, effect_id, number_id, at_ms) VALUES (?, ?, ?, ?)',
    key.sessionId,
    key.effectId,
    numberId,
    nowMs,
  );
}

export function releaseSend(statements: Statements, key: IntentKey): void {
  statements.run('DELETE FROM sends WHERE session_id = ? AND effect_id = ?', key.sessionId, key.effectId);
}
