import { readdir, readFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { loginWorkflowId } from '../../contracts/names.ts';
import { createLogger } from '../../runtime/logger.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openParts } from '../../worker/open-parts.ts';
import { runLoginWorker } from '../../worker/run-login-worker.ts';
import { ADDRESS, ADDRESS_CODE, bindWithCanaries, EMAIL_CODE } from './canary-email.ts';
import { NEW_PASSWORD, RECOVERY_CODE, recoverWithCanaries } from './canary-recovery.ts';
import { writings } from '../vault/canaries.ts';

const PHONE = '+4915198765432';
const CODE = '7391846';
const PASSWORD = 'canary-Passwort-für-die-zweite-Stufe-0815';

export type CanaryRun = {
  /** Names of the canaries found in the files of the home, by file. */
  found: Record<string, string[]>;
  /** `metadata.encoding` of every payload in the fetched history. */
  encodings: Set<string>;
};

type Caught = { hash?: string; authKey?: Uint8Array; futureToken?: Uint8Array; newPasswordHash?: Uint8Array };

/**
 * A whole sign-in with a worker in this process, then a search for its secrets in every file of the home, the log among
 * them. The log is given what a careless line might say: phone, code, password and hash.
 */
export async function signInWithCanaries(dataConverter?: DataConverter): Promise<CanaryRun> {
  const settings = { futureAuthToken: 'given' } as const;
  const stage = await openStage(dataConverter === undefined ? { settings } : { settings, dataConverter });
  const caught: Caught = {};
  const log = createWriteStream(join(stage.home, 'canary.log'));
  const logger = createLogger({ name: 'worker', level: 'debug', destination: log });
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  const running = runLoginWorker({
    config: stage.config,
    logger,
    signal: stopping.signal,
    onReady: ready.resolve,
    open: async (config) => catching(await openParts(config, logger), caught),
    ...(dataConverter === undefined ? {} : { dataConverter }),
  });
  await ready.promise;
  const { numberId } = await stage.enrol(PHONE, 'Canary desk', {
    deliveries: [{ type: 'App', length: 7 }],
    code: CODE,
    password2fa: { password: PASSWORD, hint: 'canary' },
  });
  const { view } = await stage.logins.start(PHONE);
  const asked = await stage.logins.enterCode(numberId, view.stepId, CODE);
  const done = await stage.logins.submitPassword(numberId, asked.view.stepId, PASSWORD);
  if (done.view.step.kind !== 'signedIn') throw new Error(`The sign-in is at ${done.view.step.kind}.`);
  await recoverWithCanaries(stage);
  await bindWithCanaries(stage);
  const secrets = {
    phone: PHONE.slice(1),
    code: CODE,
    password: PASSWORD,
    hash: caught.hash ?? '',
    authKey: caught.authKey ?? new Uint8Array(),
    futureToken: caught.futureToken ?? new Uint8Array(),
    recoveryCode: RECOVERY_CODE,
    newPassword: NEW_PASSWORD,
    newPasswordHash: caught.newPasswordHash ?? new Uint8Array(),
    address: ADDRESS,
    addressCode: ADDRESS_CODE,
    emailCode: EMAIL_CODE,
  };
  logger.info(
    { phone: PHONE, code: CODE, password: PASSWORD, hash: secrets.hash, phoneCodeHash: secrets.hash },
    `Careless: ${PHONE}`,
  );
  logger.warn({ authKey: Buffer.from(secrets.authKey).toString('hex') }, 'Careless');
  logger.warn({ futureToken: Buffer.from(secrets.futureToken).toString('hex') }, 'Careless');
  logger.info(
    {
      settings: { hash: Buffer.from(secrets.newPasswordHash).toString('base64') },
      recoveryCode: RECOVERY_CODE,
      typed: { newPassword: NEW_PASSWORD },
    },
    'Careless',
  );
  logger.info({ email: ADDRESS, code: ADDRESS_CODE, emailCode: EMAIL_CODE }, `Careless: ${ADDRESS}`);
  const encodings = await encodingsOf(stage, numberId);
  const found = await search(stage.home, secrets);
  stopping.abort();
  await running;
  log.end();
  await once(log, 'close');
  Object.assign(found, await search(stage.home, secrets));
  await stage.close();
  return { found, encodings };
}

function catching(parts: Awaited<ReturnType<typeof openParts>>, caught: Caught): typeof parts {
  const { gateway } = parts.deps;
  const open: typeof gateway.open = async (session, options) => {
    caught.authKey = session.authKey;
    const opened = await gateway.open(session, options);
    if (opened.kind === 'failed') return opened;
    const { connection } = opened;
    const sendCode: typeof connection.sendCode = async (request) => {
      const answer = await connection.sendCode(request);
      if (answer.kind === 'sentCode') caught.hash = answer.sentCode.hash;
      return answer;
    };
    const checkPassword: typeof connection.checkPassword = async (proof) => {
      const answer = await connection.checkPassword(proof);
      if (answer.kind === 'signedIn' && answer.futureToken !== undefined) caught.futureToken = answer.futureToken;
      return answer;
    };
    const recoverPassword: typeof connection.recoverPassword = async (request) => {
      caught.newPasswordHash = Buffer.from(request.settings?.hash ?? '', 'base64');
      return await connection.recoverPassword(request);
    };
    return { ...opened, connection: { ...connection, sendCode, checkPassword, recoverPassword } };
  };
  return { ...parts, deps: { ...parts.deps, gateway: { ...gateway, open } } };
}

async function encodingsOf(stage: Stage, numberId: string): Promise<Set<string>> {
  const history = await stage.client.workflow.getHandle(loginWorkflowId(numberId)).fetchHistory();
  return new Set(payloadsIn(history).map((metadata) => Buffer.from(Object.values(metadata)[0] ?? []).toString()));
}

/** Every `metadata` of a payload anywhere in a history: the objects that have an `encoding`. */
function payloadsIn(value: unknown): Record<string, Uint8Array>[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value) {
    const { metadata } = value;
    if (
      typeof metadata === 'object' &&
      metadata !== null &&
      'encoding' in metadata &&
      metadata.encoding instanceof Uint8Array
    ) {
      return [{ encoding: metadata.encoding }];
    }
  }
  return Object.values(value).flatMap(payloadsIn);
}

async function search(home: string, secrets: Record<string, string | Uint8Array>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const content = await readFile(join(entry.parentPath, entry.name));
    const names = Object.entries(secrets)
      .filter(([, secret]) => secret.length > 0 && writings(secret).some((one) => content.includes(one)))
      .map(([name]) => name);
    if (names.length > 0) found[entry.name] = names;
  }
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret.length === 0) throw new Error(`The canary ${name} was not caught.`);
  }
  return found;
}
