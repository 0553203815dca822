import { corruptRow, type SealedJson, type SealedPlace } from '../sealing/sealed-json.ts';
import { rowReader } from '../sqlite/row-reader.ts';
import type { Statements } from '../sqlite/sqlite-database.ts';
import type { IntentKey, IntentState } from './session-vault.ts';

/**
 * Results hold login hashes: they go when a sign-in is over, their rows stay as `lost`, so that no repeated activity
 * makes a call again. `keepOpen`: the sign-in succeeded, and only what was answered is over.
 */
export function forgetResults(statements: Statements, sessionId: string, options?: { keepOpen: true }): void {
  statements.run(
    `UPDATE intents SET state = 'lost', sealed_result = NULL
     WHERE session_id = ? AND (state = 'answered' OR (state = 'open' AND ?))`,
    sessionId,
    options?.keepOpen === true ? 0 : 1,
  );
}

/** `void`: given up before it was announced. Nothing was called, and nothing may be called under this id any more. */
type RowState = 'open' | 'answered' | 'lost' | 'void';
export type IntentRow = { state: RowState; changedAtMs: number; sealedResult: Uint8Array | undefined };

export function intentState(
  row: IntentRow | undefined,
  sealed: SealedJson,
  key: IntentKey,
  nowMs: number,
): IntentState {
  if (row === undefined) return { kind: 'none' };
  switch (row.state) {
    case 'void':
      return { kind: 'none' };
    case 'open':
    case 'lost':
      return { kind: row.state };
    case 'answered': {
      if (row.sealedResult === undefined) throw corruptRow('intents');
      const result = sealed.unseal(resultPlace(key), row.sealedResult);
      return { kind: 'answered', result, ageMs: Math.max(0, nowMs - row.changedAtMs) };
    }
  }
}

export function resultPlace(key: IntentKey): SealedPlace {
  return { table: 'intents', column: 'sealed_result', key: [key.sessionId, key.effectId] };
}

export function insertIntent(
  statements: Statements,
  key: IntentKey,
  state: RowState,
  method: string | null,
  nowMs: number,
): void {
  statements.run(
    'INSERT INTO intents (session_id, effect_id, method, state, changed_at_ms) VALUES (?, ?, ?, ?, ?)',
    key.sessionId,
    key.effectId,
    method,
    state,
    nowMs,
  );
}

export function readIntentRow(statements: Statements, key: IntentKey): IntentRow | undefined {
  const row = statements.get(
    'SELECT state, sealed_result, changed_at_ms FROM intents WHERE session_id = ? AND effect_id = ?',
    key.sessionId,
    key.effectId,
  );
  if (row === undefined) return undefined;
  const read = rowReader('intents', row);
  return {
    state: rowStateOf(read.text('state')),
    changedAtMs: read.integer('changed_at_ms'),
    sealedResult: read.optionalBlob('sealed_result'),
  };
}

function rowStateOf(text: string): RowState {
  if (text === 'open' || text === 'answered' || text === 'lost' || text === 'void') return text;
  throw corruptRow('intents');
}
