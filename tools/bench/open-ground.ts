import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { createLoginClient, type LoginClient } from '../../client/login-client.ts';
import { loadConfig } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { startEmbeddedTemporal } from '../../runtime/embedded-temporal/start-embedded-temporal.ts';
import { ensureKeys, idKey, payloadKeys } from '../../runtime/keys.ts';
import { Settings } from '../../runtime/settings.ts';
import type { Shutdown } from '../../runtime/shutdown.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import type { Records } from '../../vault/records/records.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import type { Child } from '../stage/child.ts';
import { startService } from '../stage/service.ts';
import { type BenchWorker, startBenchWorker } from './bench-worker.ts';
import { type ConsoleProcess, startConsoleProcess } from './console-process.ts';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts';
import { freePort } from '../stage/free-port.ts';

/** Everything both sides need: a data centre, Temporal, an enrolling hand, workers. All of it closes with `shutdown`. */
export type Ground = {
  sandbox: SandboxProcess;
  publicKeyPem: string;
  client: Client;
  records: Records;
  logins: LoginClient;
  /** A number that nobody has used, enrolled and scripted: the code comes in the app, no 2FA. */
  freshNumber(): Promise<string>;
  worker(maxCachedWorkflows?: number): Promise<BenchWorker>;
  /** The chat's bot, once it takes updates. */
  bot(env: Record<string, string>): Promise<Child>;
  /** A web console for these operators. */
  console(operators: readonly number[]): Promise<ConsoleProcess>;
};

export async function openGround(shutdown: Shutdown, onProgress: (line: string) => void): Promise<Ground> {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  shutdown.onClose('home', () => rm(home, { recursive: true, force: true }));
  const keyFile = join(home, 'data-centre.pem');
  const clean = cleanEnvironment();
  const sandbox = await startSandboxProcess(keyFile, clean);
  shutdown.onClose('sandbox', () => sandbox.stop());
  const env = {
    ...clean,
    LATCHKEY_HOME: home,
    LATCHKEY_LOG_LEVEL: 'warn',
    TELEGRAM_DC: `${sandbox.dc.id}@${sandbox.dc.host}:${sandbox.dc.port}`,
    TELEGRAM_DC_KEY: keyFile,
    TELEGRAM_API_ID: '4607',
    TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
  };
  const config = loadConfig(env);
  ensureKeys(config);
  const temporal = await startEmbeddedTemporal({ config, onProgress, signal: shutdown.signal });
  shutdown.onClose('temporal', () => temporal.stop());
  const client = await connectClient(config, createDataConverter(payloadKeys(config)), { signal: shutdown.signal });
  shutdown.onClose('client', () => client.connection.close());
  const records = await openSqliteRecords({
    file: config.vault.file,
    payloadKeys: payloadKeys(config),
    idKey: idKey(config),
  });
  shutdown.onClose('records', () => records.close());
  const { sendsPerDay } = config;
  let numbers = 0;
  return {
    sandbox,
    publicKeyPem: await readFile(keyFile, 'utf8'),
    client,
    records,
    logins: createLoginClient({
      temporal: client,
      records,
      telegram: false,
      sendsPerDay,
      actor: 'cli:bench',
      // Thousands are started one after the other: the first must still wait when the last one does.
      limits: { personDeadlineMs: 3_000_000 },
    }),
    freshNumber: async () => {
      numbers += 1;
      const phone = `+1555${String(numbers).padStart(7, '0')}`;
      await sandbox.putAccount(phone, { deliveries: [{ type: 'App' }], loginsPerDay: null });
      await records.enrol({ phone, label: `Bench ${numbers}`, owner: 'Ana', actor: 'cli:bench' });
      return phone;
    },
    worker: async (maxCachedWorkflows) => {
      const logFile = join(home, 'worker.log');
      const worker = await startBenchWorker({
        env,
        logFile,
        ...(maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows }),
      });
      shutdown.onClose('worker', () => worker.stop());
      return worker;
    },
    bot: async (more) => {
      const bot = startService('bot', { ...env, ...more }, join(home, 'bot.log'));
      shutdown.onClose('bot', () => bot.stop());
      await bot.ready;
      return bot;
    },
    console: async (operators) => {
      const console = await startConsoleProcess({
        env,
        port: await freePort(),
        operators: operators.map((userId) => `${userId}:operator`).join(','),
        logFile: join(home, 'console.log'),
      });
      shutdown.onClose('console', () => console.stop());
      return console;
    },
  };
}

/** Whoever runs this may have a real Latchkey configured; nothing of it may reach the figures, or be reached by them. */
function cleanEnvironment(): Record<string, string> {
  const settings = new Settings(process.env);
  const temporal = settings.get('TEMPORAL_CLI_PATH');
  return { ...settings.forChildProcess(), ...(temporal === undefined ? {} : { TEMPORAL_CLI_PATH: temporal }) };
}
