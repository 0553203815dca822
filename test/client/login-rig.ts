import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { type LoginClient, createLoginClient } from '../../client/login-client.ts';
import type { LoginActivities } from '../../contracts/login-activities.ts';
import { LOGIN_TASK_QUEUE } from '../../contracts/names.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { createDataConverter, createWorkerDataConverter } from '../../runtime/data-converter.ts';
import {
  type EmbeddedTemporal,
  startEmbeddedTemporal,
} from '../../runtime/embedded-temporal/start-embedded-temporal.ts';
import { ensureKeys, idKey, payloadKeys } from '../../runtime/keys.ts';
import { createLogger } from '../../runtime/logger.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import { temporalRuntimeOptions } from '../../runtime/temporal-logging.ts';
import type { Records } from '../../vault/records/records.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';

/** A real Temporal server and the real workflow, with activities that only count: what the client itself does, without Telegram. */
export type LoginRig = {
  logins: LoginClient;
  records: Records;
  /** How often `auth.sendCode` was asked for a number. */
  sends(numberId: string): number;
  /** Runs `work` while a worker is there. */
  withWorker<Result>(work: () => Promise<Result>, workflows?: string): Promise<Result>;
  restartTemporal(pauseMs: number): Promise<void>;
  close(): Promise<void>;
};

export async function openLoginRig(): Promise<LoginRig> {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-client-'));
  const config = loadConfig({
    ...process.env,
    LATCHKEY_HOME: home,
    TEMPORAL_ADDRESS: '',
    TEMPORAL_CONFIG_FILE: '/nonexistent',
  });
  Runtime.install(temporalRuntimeOptions(createLogger({ name: 'worker', level: 'silent' })));
  ensureKeys(config);
  let server = await startEmbeddedTemporal({ config });
  const dataConverter = createDataConverter(payloadKeys(config));
  const client = await connectClient(config, dataConverter);
  const records = await openSqliteRecords({
    file: config.vault.file,
    payloadKeys: payloadKeys(config),
    idKey: idKey(config),
  });
  const sends: string[] = [];
  return {
    records,
    sends: (numberId) => sends.filter((each) => each === numberId).length,
    logins: createLoginClient({ temporal: client, records, telegram: false, sendsPerDay: 4, actor: 'cli:test' }),
    withWorker: async (work, workflows = '../../workflows/index.ts') => {
      const connection = await NativeConnection.connect({ address: server.address });
      const worker = await Worker.create({
        connection,
        taskQueue: LOGIN_TASK_QUEUE,
        workflowsPath: fileURLToPath(new URL(workflows, import.meta.url)),
        activities: { ...fakeActivities(records, sends) },
        dataConverter: createWorkerDataConverter(payloadKeys(config), () => undefined),
      });
      try {
        return await worker.runUntil(work);
      } finally {
        await connection.close();
      }
    },
    restartTemporal: async (pauseMs) => {
      server = await restarted(server, config, pauseMs);
    },
    close: async () => {
      await records.close();
      await client.connection.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function restarted(server: EmbeddedTemporal, config: Config, pauseMs: number): Promise<EmbeddedTemporal> {
  await server.stop();
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return await startEmbeddedTemporal({ config });
}

function fakeActivities(records: Records, sends: string[]): LoginActivities {
  const put = async (view: LoginView) => {
    const { numberId, loginId, version, ended } = view;
    await records.putView({ numberId, loginId, version, view, ended });
  };
  const refused = {
    kind: 'refused',
    error: { name: 'PHONE_CODE_INVALID', raw: 'PHONE_CODE_INVALID', code: 400 },
  } as const;
  return {
    sendCode: async ({ numberId }) => {
      sends.push(numberId);
      return { kind: 'sentCode', sentCode: { hash: 'abc', delivery: { type: 'App', length: 5 } } };
    },
    resendCode: async () => ({ kind: 'lost' }),
    settleSend: async () => ({ kind: 'lost' }),
    sendEmailCode: async () => ({ kind: 'lost' }),
    verifyEmail: async () => ({ kind: 'lost' }),
    resetEmail: async () => ({ kind: 'lost' }),
    signIn: async ({ code }) => (code === '12345' ? { kind: 'passwordNeeded', hasRecovery: false } : refused),
    getPassword: async () => ({ kind: 'notSent', code: 'DC_UNREACHABLE' }),
    checkPassword: async () => ({ kind: 'stale' }),
    acceptScan: async () => ({ kind: 'done' }),
    waitForScan: async () => ({ kind: 'notScanned' }),
    requestRecovery: async () => ({ kind: 'requested', emailPattern: 'o***r@e*****.org' }),
    checkRecovery: async () => ({ kind: 'right' }),
    recoverPassword: async () => ({ kind: 'stale' }),
    cancelCode: async () => ({ kind: 'done' }),
    logOut: async () => ({ kind: 'done' }),
    publishView: async ({ view }) => await put(view),
  };
}
