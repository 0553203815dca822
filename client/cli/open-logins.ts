import { type Config, loadConfig } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { idKey, payloadKeys } from '../../runtime/keys.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import type { Records } from '../../vault/records/records.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { createLoginClient, type LoginClient } from '../login-client.ts';
import type { CommandContext } from './command-context.ts';

/** Opens the records for `work` and closes them. Throws ConfigError and VaultError before. */
export async function withRecords<Result>(
  context: CommandContext,
  work: (parts: { config: Config; records: Records }) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(context.env);
  const records = await openSqliteRecords({
    file: config.vault.file,
    payloadKeys: payloadKeys(config),
    idKey: idKey(config),
  });
  try {
    return await work({ config, records });
  } finally {
    await records.close();
  }
}

/** The same with a connection to Temporal; says on stderr while that cannot be reached. */
export async function withLogins<Result>(
  context: CommandContext,
  work: (parts: { config: Config; records: Records; logins: LoginClient }) => Promise<Result>,
): Promise<Result> {
  return await withRecords(context, async ({ config, records }) => {
    const { note, signal, actor } = context;
    const temporal = await connectClient(config, createDataConverter(payloadKeys(config)), { onWaiting: note, signal });
    const telegram = config.settings.get('TELEGRAM_DC') === undefined;
    try {
      const { sendsPerDay } = config;
      return await work({
        config,
        records,
        logins: createLoginClient({ temporal, records, telegram, sendsPerDay, actor }),
      });
    } finally {
      await temporal.connection.close();
    }
  });
}
