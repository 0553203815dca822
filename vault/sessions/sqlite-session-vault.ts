import type { KeyRing } from '../../runtime/sealing.ts';
import { ringCheck } from '../sealing/key-check.ts';
import { sealedJson } from '../sealing/sealed-json.ts';
import { openVaultFile } from '../sqlite/open-vault-file.ts';
import type { SessionVault } from './session-vault.ts';
import { sqliteFutureTokens } from './sqlite-future-tokens.ts';
import { sqliteIntents } from './sqlite-intents.ts';
import { sqliteLeases } from './sqlite-leases.ts';
import { sqliteSessionRows } from './sqlite-session-rows.ts';

export type SqliteSessionVaultOptions = {
  /** Made when absent, with its folder. Records may live in the same file, opened by any process of this machine. */
  file: string;
  /** Seals with the current key, opens rows under any of them. */
  vaultKeys: KeyRing;
  /** Wall clock, in ms since 1970: leases, budgets and ages go by it. Default `Date.now`. */
  nowMs?: () => number;
  /** How long a call waits for a file that another process holds, before VAULT_LOCKED. Default 5,000. */
  busyTimeoutMs?: number;
};

/**
 * The session vault in one SQLite file.
 *
 * @throws {VaultError} before anything is written: wrong key, damaged, read-only, locked, newer or unreadable file
 */
export async function openSqliteSessionVault(options: SqliteSessionVaultOptions): Promise<SessionVault> {
  const { file, vaultKeys, nowMs = Date.now, busyTimeoutMs = 5_000 } = options;
  const database = await openVaultFile({ file, checks: [ringCheck('vault', vaultKeys)], busyTimeoutMs });
  const sealed = sealedJson(vaultKeys, 'vault keys');
  return {
    ...sqliteLeases(database, nowMs),
    ...sqliteSessionRows(database, sealed, nowMs),
    ...sqliteIntents(database, sealed, nowMs),
    ...sqliteFutureTokens(database, sealed),
    async close() {
      database.close();
    },
  };
}
