import { randomBytes } from 'node:crypto';
import type { ActivityDeps } from '../activities/deps.ts';
import type { Config } from '../runtime/config.ts';
import { idKey, payloadKeys, vaultKeys } from '../runtime/keys.ts';
import type { Logger } from '../runtime/logger.ts';
import { telegramConfig } from '../runtime/telegram-config.ts';
import { createGateway } from '../telegram/gramjs-gateway.ts';
import { openSqliteRecords } from '../vault/records/sqlite-records.ts';
import { openSqliteSessionVault } from '../vault/sessions/sqlite-session-vault.ts';

export type WorkerParts = { deps: ActivityDeps; close: () => Promise<void> };

/**
 * The real parts behind the activities. Everything that can be wrong with configuration, keys and vault is found here,
 * before anything is written. `nowMs`: the vault's clock. Throws ConfigError and VaultError.
 */
export async function openParts(config: Config, logger: Logger, nowMs = Date.now): Promise<WorkerParts> {
  const { apiId, apiHash, elsewhere, deviceModel, systemVersion, appVersion } = telegramConfig(config);
  const keys = { vault: vaultKeys(config), payload: payloadKeys(config), id: idKey(config) };
  const gateway = createGateway({
    apiId,
    apiHash,
    device: { model: deviceModel, systemVersion, appVersion },
    ...(elsewhere === undefined ? {} : { dcs: elsewhere.dataCentres, publicKeyPem: elsewhere.publicKeyPem }),
  });
  const { file } = config.vault;
  const vault = await openSqliteSessionVault({ file, vaultKeys: keys.vault, nowMs });
  const records = await openSqliteRecords({ file, payloadKeys: keys.payload, idKey: keys.id, nowMs });
  return {
    deps: {
      gateway,
      telegram: elsewhere === undefined,
      vault,
      records,
      logger,
      holder: randomBytes(8).toString('hex'),
    },
    close: async () => {
      await records.close();
      await vault.close();
    },
  };
}
