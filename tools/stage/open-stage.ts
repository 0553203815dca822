import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { createLoginClient, type LoginClient } from '../../client/login-client.ts';
import type { Limits } from '../../domain/limits.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { ensureKeys, idKey, payloadKeys } from '../../runtime/keys.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import type { SettingsChange } from '../../sandbox/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import type { EnrolledNumber, Records } from '../../vault/records/records.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { Closers } from './closers.ts';
import { stageEnvironment } from './stage-environment.ts';
import { startService } from './service.ts';
import { TemporalServer } from './temporal-server.ts';
import { startWorker, type WorkerProcess } from './worker.ts';

export type StageOptions = {
  onProgress?: (line: string) => void;
  /** Gives up opening it; what is open by then is closed. */
  signal?: AbortSignal;
  settings?: SettingsChange;
  /** More environment for the workers and this process's own configuration. */
  env?: Record<string, string>;
  limits?: Partial<Omit<Limits, 'sendsPerDay'>>;
  /** Another converter than the sealing one; the workers must use the same. */
  dataConverter?: DataConverter;
};

/** Everything real on one machine: a data centre that is not Telegram, a Temporal server, a vault; workers at will. */
export type Stage = {
  home: string;
  /** All that its processes see. */
  env: Record<string, string>;
  config: Config;
  sandbox: Sandbox;
  temporal: TemporalServer;
  client: Client;
  records: Records;
  logins: LoginClient;
  logFile: string;
  /** Enrols a number here and scripts its account at the data centre. */
  enrol(phone: string, label: string, scenario: ScenarioInput): Promise<EnrolledNumber>;
  /** Starts a worker process and waits until it takes work. */
  worker(env?: Record<string, string>): Promise<WorkerProcess>;
  /** Starts the bot in a process of its own and waits until it answers. */
  bot(env: Record<string, string>): Promise<WorkerProcess>;
  /** Ends every process and removes the home. Harmless to repeat. */
  close(): Promise<void>;
};

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const closers = new Closers();
  try {
    return await open(options, closers);
  } catch (error) {
    await closers.close().catch(() => undefined);
    throw error;
  }
}

async function open(options: StageOptions, closers: Closers): Promise<Stage> {
  const { onProgress, signal } = options;
  const home = await mkdtemp(join(tmpdir(), 'latchkey-stage-'));
  closers.add(() => rm(home, { recursive: true, force: true }));
  const keyFile = join(home, 'data-centre.pem');
  const sandbox = await startSandbox({
    dcs: [{ id: 2 }, { id: 4 }],
    keyFile,
    controlPort: 0,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  closers.add(() => sandbox.close());
  const env = {
    ...stageEnvironment(process.env, home),
    TELEGRAM_DC: sandbox.dcs.map(({ id, host, port }) => `${id}@${host}:${port}`).join(','),
    TELEGRAM_DC_KEY: keyFile,
    TELEGRAM_API_ID: '4607',
    TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
    ...options.env,
  };
  const config = loadConfig(env);
  ensureKeys(config);
  signal?.throwIfAborted();
  const temporal = await TemporalServer.start({
    config,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
  closers.add(() => temporal.stop());
  signal?.throwIfAborted();
  const client = await connectClient(config, options.dataConverter ?? createDataConverter(payloadKeys(config)));
  closers.add(() => client.connection.close());
  const keys = { payloadKeys: payloadKeys(config), idKey: idKey(config) };
  const records = await openSqliteRecords({ file: config.vault.file, ...keys });
  closers.add(() => records.close());
  signal?.throwIfAborted();
  const logFile = join(home, 'worker.log');
  const start = async (kind: 'worker' | 'bot', more: Record<string, string>): Promise<WorkerProcess> => {
    if (closers.closing) throw new Error(`The stage is closing: no ${kind} is started any more.`);
    const whole = { ...env, ...more };
    const started = kind === 'bot' ? startService('bot', whole, logFile) : startWorker(whole, logFile);
    closers.add(() => started.kill());
    await started.ready;
    return started;
  };
  return {
    home,
    env,
    config,
    sandbox,
    temporal,
    client,
    records,
    logFile,
    logins: createLoginClient({
      temporal: client,
      records,
      telegram: false,
      sendsPerDay: config.sendsPerDay,
      actor: 'cli:demo',
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    }),
    enrol: async (phone, label, scenario) => {
      sandbox.control.putAccount(phone, scenario);
      return await records.enrol({ phone, label, owner: 'Ana', actor: 'cli:demo' });
    },
    worker: (more = {}) => start('worker', more),
    bot: (more) => start('bot', more),
    close: () => closers.close(),
  };
}
