import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Config } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { idKey, payloadKeys } from '../../runtime/keys.ts';
import type { Logger } from '../../runtime/logger.ts';
import { aborted } from '../../runtime/on-abort.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import { webConfig } from '../../runtime/web-config.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { loadOperators } from '../access/operators.ts';
import { createLoginClient } from '../login-client.ts';
import { createConsole } from './create-console.ts';
import { TELEGRAM_MINI_APP_KEY } from './mini-app/telegram-key.ts';
import { ProblemError } from './problem.ts';

const READY_DEADLINE_MS = 2_000;
/** Without Temporal the console listens all the same, after this long. */
const CONNECTING_FIRST_MS = 1_500;

export type ConsoleOptions = {
  config: Config;
  logger: Logger;
  /** Ends it: streams are closed, what is under way in Temporal goes on there. */
  signal: AbortSignal;
  /** A sentence, while Temporal cannot be reached. The console listens meanwhile. */
  onWaiting: (message: string) => void;
  onReady: (publicUrl: string) => void;
};

/** Listens until the signal. Throws what keeps it from listening. */
export async function runConsole({ config, logger, signal, onWaiting, onReady }: ConsoleOptions): Promise<void> {
  const { settings, sendsPerDay } = config;
  const web = webConfig(settings);
  const { miniApp } = web;
  const operators = loadOperators(settings);
  const keys = { payloadKeys: payloadKeys(config), idKey: idKey(config) };
  const records = await openSqliteRecords({ file: config.vault.file, ...keys });
  const telegram = settings.get('TELEGRAM_DC') === undefined;
  let client: Client | undefined;
  const connected = (): Client => {
    if (client === undefined) throw new ProblemError('TEMPORAL_UNREACHABLE');
    return client;
  };
  const app = await createConsole({
    records,
    operators,
    sendsPerDay,
    logger,
    publicUrl: web.publicUrl,
    ...(miniApp === undefined ? {} : { miniApp: { botId: miniApp.botId, key: miniApp.key ?? TELEGRAM_MINI_APP_KEY } }),
    logins: (actor) => createLoginClient({ temporal: connected(), records, telegram, sendsPerDay, actor }),
    checkReady: async () => {
      await records.newestChange();
      const temporal = connected();
      await temporal.withDeadline(Date.now() + READY_DEADLINE_MS, () => temporal.workflowService.getSystemInfo({}));
    },
  });
  try {
    const converter = createDataConverter(keys.payloadKeys);
    const connecting = connectClient(config, converter, { onWaiting, signal, waitForServer: true })
      .then((connection) => void (client = connection))
      .catch(unlessStopped);
    // Pages that wait for the console send what was entered at once: where Temporal is there, it finds it connected.
    await Promise.race([connecting, pause(CONNECTING_FIRST_MS)]);
    await app.listen({ host: web.host, port: web.port });
    onReady(web.publicUrl);
    await connecting;
    await aborted(signal);
  } finally {
    await app.close();
    await client?.connection.close();
    await records.close();
  }

  function unlessStopped(error: unknown): undefined {
    if (!signal.aborted) throw error;
  }
}
