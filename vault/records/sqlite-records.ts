import type { KeyRing } from '../../runtime/sealing.ts';
import { countSends } from '../budget/sqlite-sends.ts';
import { idKeyCheck, ringCheck } from '../sealing/key-check.ts';
import { sealedJson } from '../sealing/sealed-json.ts';
import { rowReader } from '../sqlite/row-reader.ts';
import { openVaultFile } from '../sqlite/open-vault-file.ts';
import type { Records } from './records.ts';
import { sqliteAudit } from './sqlite-audit.ts';
import { sqliteNumbers } from './sqlite-numbers.ts';
import { sqliteTokens } from './sqlite-tokens.ts';
import { sqliteViews } from './sqlite-views.ts';

export type SqliteRecordsOptions = {
  /** Made when absent, with its folder. The session vault may live in the same file, opened by any process of this machine. */
  file: string;
  /** Seals with the current key, opens rows under any of them. */
  payloadKeys: KeyRing;
  /** 32 bytes; names numbers, never rotates. */
  idKey: Uint8Array;
  /** Wall clock, in ms since 1970. Default `Date.now`. */
  nowMs?: () => number;
  /** How long a call waits for a file that another process holds, before VAULT_LOCKED. Default 5,000. */
  busyTimeoutMs?: number;
};

/**
 * Records in one SQLite file. Enrolling, relabelling and removing a number write their own audit rows
 * (`numbers.add`, `numbers.change`, `numbers.remove`). `enrol` and `numberByPhone` throw TypeError for what cannot be
 * a phone number: normalise first.
 *
 * @throws {VaultError} before anything is written: wrong key, damaged, read-only, locked, newer or unreadable file
 */
export async function openSqliteRecords(options: SqliteRecordsOptions): Promise<Records> {
  const { file, payloadKeys, idKey, nowMs = Date.now, busyTimeoutMs = 5_000 } = options;
  const checks = [ringCheck('payload', payloadKeys), idKeyCheck(idKey)];
  const database = await openVaultFile({ file, checks, busyTimeoutMs });
  const sealed = sealedJson(payloadKeys, 'payload keys');
  return {
    ...sqliteNumbers(database, sealed, idKey, nowMs),
    ...sqliteViews(database, sealed, nowMs),
    ...sqliteAudit(database, sealed),
    ...sqliteTokens(database, sealed, nowMs),
    sendsUsed: (numberId, budget) => database.read((statements) => countSends(statements, numberId, budget, nowMs())),
    sessionsKept: (numberId) =>
      database.read((statements) => {
        const row = statements.get(
          "SELECT count(*) AS kept FROM sessions WHERE number_id = ? AND status = 'live'",
          numberId,
        );
        return row === undefined ? 0 : rowReader('sessions', row).integer('kept');
      }),
    async close() {
      database.close();
    },
  };
}
