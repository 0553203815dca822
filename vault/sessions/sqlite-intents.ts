import { putPause, runningPause } from '../budget/sqlite-pauses.ts';
import { countSends, releaseSend, reserveSend } from '../budget/sqlite-sends.ts';
import type { SealedJson } from '../sealing/sealed-json.ts';
import type { SqliteDatabase } from '../sqlite/sqlite-database.ts';
import { forgetResults, insertIntent, intentState, readIntentRow, resultPlace } from './intent-rows.ts';
import { LeaseLostError } from './lease-lost-error.ts';
import type { IntentOpening, SessionVault } from './session-vault.ts';
import { requireLastHolder, requireLease } from './sqlite-leases.ts';
import { sessionEnded, updateSession } from './sqlite-session-rows.ts';

/**
 * How long a locked file is waited for with an answer in hand: it exists once. The activity has 5 s beyond its call's
 * deadline of 20 s, so this is all the time that a call can have left.
 */
const ANSWER_PATIENCE_MS = 20_000;

export function sqliteIntents(
  database: SqliteDatabase,
  sealed: SealedJson,
  nowMs: () => number,
): Pick<SessionVault, 'openIntent' | 'readIntent' | 'withdrawIntent' | 'answerIntent' | 'loseIntent'> {
  return {
    openIntent: (lease, intent) =>
      database.write((statements): IntentOpening => {
        const now = nowMs();
        const key = { sessionId: lease.sessionId, effectId: intent.effectId };
        requireLease(statements, lease, now);
        if (sessionEnded(statements, key.sessionId)) throw new LeaseLostError('sessionEnded');
        const row = readIntentRow(statements, key);
        if (row?.state === 'void') return { kind: 'lost' };
        const known = intentState(row, sealed, key, now);
        if (known.kind !== 'none') return known;
        if (intent.budget !== undefined) {
          const pause = runningPause(statements, { ...intent, sessionId: key.sessionId }, now);
          if (pause !== undefined) return { kind: 'paused', pause };
          const { used, freeInMs } = countSends(statements, intent.numberId, intent.budget, now);
          if (used >= intent.budget.limit) return { kind: 'budgetUsedUp', freeInMs };
          reserveSend(statements, key, intent.numberId, now);
        }
        insertIntent(statements, key, 'open', intent.method, now);
        return { kind: 'opened' };
      }),

    readIntent: (key) =>
      database.read((statements) => intentState(readIntentRow(statements, key), sealed, key, nowMs())),

    withdrawIntent: (lease, effectId) =>
      database.write((statements) => {
        requireLastHolder(statements, lease);
        const key = { sessionId: lease.sessionId, effectId };
        switch (readIntentRow(statements, key)?.state) {
          case undefined:
            return;
          case 'open':
            releaseSend(statements, key);
            statements.run('DELETE FROM intents WHERE session_id = ? AND effect_id = ?', key.sessionId, effectId);
            return;
          case 'answered':
            throw new Error('An answered intent is not withdrawn: the call took place.');
          case 'lost':
          case 'void':
            throw new LeaseLostError('intentLost');
        }
      }),

    answerIntent: (lease, answer) =>
      database.write((statements) => {
        const now = nowMs();
        requireLastHolder(statements, lease);
        const key = { sessionId: lease.sessionId, effectId: answer.effectId };
        switch (readIntentRow(statements, key)?.state) {
          case undefined:
            throw new Error('There is no intent to answer. Call openIntent before the call is made.');
          case 'answered':
            // The first answer stands; everything that belongs to it was stored with it.
            return;
          case 'lost':
          case 'void':
            throw new LeaseLostError('intentLost');
          case 'open':
            break;
        }
        if (answer.promote !== undefined) forgetResults(statements, key.sessionId, { keepOpen: true });
        updateSession(statements, sealed, key.sessionId, {
          ...(answer.session !== undefined && { session: answer.session }),
          ...(answer.promote !== undefined && { owner: answer.promote }),
          ...(answer.futureToken !== undefined && { futureToken: answer.futureToken }),
          nowMs: now,
        });
        if (answer.releaseSend === true) releaseSend(statements, key);
        if (answer.pause !== undefined)
          putPause(statements, { ...answer.pause, sessionId: key.sessionId }, answer.pause, now);
        statements.run(
          `UPDATE intents SET state = 'answered', sealed_result = ?, changed_at_ms = ?
           WHERE session_id = ? AND effect_id = ?`,
          sealed.seal(resultPlace(key), answer.result),
          now,
          key.sessionId,
          key.effectId,
        );
      }, ANSWER_PATIENCE_MS),

    loseIntent: (key) =>
      database.write((statements) => {
        const now = nowMs();
        const row = readIntentRow(statements, key);
        if (row === undefined) insertIntent(statements, key, 'void', null, now);
        if (row?.state !== 'open') return intentState(row, sealed, key, now);
        statements.run(
          "UPDATE intents SET state = 'lost', changed_at_ms = ? WHERE session_id = ? AND effect_id = ?",
          now,
          key.sessionId,
          key.effectId,
        );
        return { kind: 'lost' };
      }),
  };
}
