import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { createLoginClient, type LoginClient } from '../../client/login-client.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { ensureKeys, idKey, payloadKeys } from '../../runtime/keys.ts';
import { createLogger, type Logger } from '../../runtime/logger.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { Closers } from '../../tools/stage/closers.ts';
import { stageEnvironment } from '../../tools/stage/stage-environment.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import type { SessionVault } from '../../vault/sessions/session-vault.ts';
import { openParts, type WorkerParts } from '../../worker/open-parts.ts';
import { runLoginWorker } from '../../worker/run-login-worker.ts';
import { SkippedClock } from './skipped-clock.ts';
import { startTimeSkippingServer } from './time-skipping-server.ts';

/**
 * `skipped`: the vault's clock goes along with workflows, for it counts sends and pauses by its own. `worker`: it shows the day on
 * which the test runs, like the worker's.
 */
type VaultClock = 'skipped' | 'worker';

/**
 * A sign-in's real parts and limits on a Temporal server whose time is skipped, the data centre's with it. The login worker runs
 * in this process, by a clock of its own that nobody skips.
 */
export type SkippedStage = {
  clock: SkippedClock;
  sandbox: Sandbox;
  client: Client;
  config: Config;
  logins: LoginClient;
  vault: SessionVault;
  /** A sign-in's number; from here on real time is measured. */
  enrol(scenario: ScenarioInput): Promise<{ phone: string; numberId: string }>;
  close(): Promise<void>;
};

export async function openSkippedStage(vaultClock: VaultClock): Promise<SkippedStage> {
  const closers = new Closers();
  try {
    return await open(vaultClock, closers);
  } catch (error) {
    await closers.close().catch(() => undefined);
    throw error;
  }
}

async function open(vaultClock: VaultClock, closers: Closers): Promise<SkippedStage> {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-skipped-'));
  closers.add(() => rm(home, { recursive: true, force: true }));
  const server = await startTimeSkippingServer();
  closers.add(() => server.stop());
  const clock = await SkippedClock.open(server.address);
  closers.add(() => clock.close());
  const keyFile = join(home, 'data-centre.pem');
  const sandbox = await startSandbox({ dcs: [{ id: 2 }], keyFile, nowMs: clock.nowMs });
  closers.add(() => sandbox.close());
  const config = configOf(home, server.address, sandbox, keyFile);
  ensureKeys(config);
  const client = new Client({
    connection: clock.connection,
    dataConverter: createDataConverter(payloadKeys(config)),
  });
  const logger = createLogger({ name: 'worker', level: 'error' });
  const nowMs = vaultClock === 'skipped' ? clock.nowMs : Date.now;
  const records = await openSqliteRecords({
    file: config.vault.file,
    payloadKeys: payloadKeys(config),
    idKey: idKey(config),
    nowMs,
  });
  closers.add(() => records.close());
  const parts = inStep(await openParts(config, logger, nowMs), clock);
  closers.add(() => parts.close());
  await work({ config, logger, parts }, closers);
  let count = 0;
  return {
    clock,
    sandbox,
    client,
    config,
    vault: parts.deps.vault,
    logins: createLoginClient({
      temporal: client,
      records,
      telegram: false,
      sendsPerDay: config.sendsPerDay,
      actor: 'cli:test',
    }),
    enrol: async (scenario) => {
      clock.watch();
      count += 1;
      const phone = `+49151790${String(count).padStart(5, '0')}`;
      sandbox.control.putAccount(phone, scenario);
      const { numberId } = await records.enrol({ phone, label: `Desk ${count}`, owner: 'Ana', actor: 'cli:test' });
      return { phone, numberId };
    },
    close: () => closers.close(),
  };
}

function configOf(home: string, temporalAddress: string, sandbox: Sandbox, keyFile: string): Config {
  return loadConfig({
    ...stageEnvironment(process.env, home),
    TEMPORAL_ADDRESS: temporalAddress,
    TELEGRAM_DC: sandbox.dcs.map(({ id, host, port }) => `${id}@${host}:${port}`).join(','),
    TELEGRAM_DC_KEY: keyFile,
    TELEGRAM_API_ID: '4607',
    TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
  });
}

/** Time stands while a call is under way: it is enough that the clock is read before its lease is taken. */
function inStep(parts: WorkerParts, clock: SkippedClock): WorkerParts {
  const { vault } = parts.deps;
  const acquireLease: SessionVault['acquireLease'] = async (wish) => {
    await clock.read();
    return await vault.acquireLease(wish);
  };
  return { ...parts, deps: { ...parts.deps, vault: { ...vault, acquireLease } } };
}

async function work(
  { config, logger, parts }: { config: Config; logger: Logger; parts: WorkerParts },
  closers: Closers,
): Promise<void> {
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  const running = runLoginWorker({
    config,
    logger,
    signal: stopping.signal,
    onReady: ready.resolve,
    open: async () => ({ ...parts, close: async () => undefined }),
  });
  running.catch(ready.reject);
  closers.add(async () => {
    stopping.abort();
    await running;
  });
  await ready.promise;
}
