import { existsSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { CHAT_TASK_QUEUE } from '../../contracts/chat-messages.ts';
import { LOGIN_TASK_QUEUE } from '../../contracts/names.ts';
import { isBotConfigured } from '../../runtime/bot-config.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { retentionDays } from '../../runtime/embedded-temporal/prepare-server.ts';
import { idKey, payloadKeys, vaultKeys } from '../../runtime/keys.ts';
import { telegramConfig } from '../../runtime/telegram-config.ts';
import { connectClient, temporalAddress } from '../../runtime/temporal-connection.ts';
import type { Records } from '../../vault/records/records.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { describeLogin } from '../describe-login.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { duration } from '../texts/times.ts';

const words = texts.cli.doctor;

/** One thing that was looked at. `warning`: it works, or only some processes need it. */
export type Finding = { check: string; state: 'ok' | 'warning' | 'bad'; message: string };

const CONNECT_MS = 5_000;
const DESCRIBE_MS = 3_000;
const MOST_LOGINS = 200;
/** A worker that polls asks anew within a minute. */
const POLLER_SEEN_MS = 70_000;

/** Looks at everything a sign-in needs. Writes nothing; what cannot be looked at because of an earlier finding is left out. */
export async function* checkUp(env: NodeJS.ProcessEnv): AsyncGenerator<Finding, void> {
  let config: Config;
  try {
    config = loadConfig(env);
  } catch (error) {
    yield { check: 'configuration', state: 'bad', message: describeError(error) };
    return;
  }
  yield { check: 'configuration', state: 'ok', message: fill(words.home, { home: config.home }) };
  yield telegram(config);
  const keys = keysOf(config);
  yield* keys.findings;
  if (!keys.usable) return;
  yield* await withRecords(config, async (records) => ((await records.numbers()).length === 0 ? [noNumbers] : []));
  const { checkBot } = await import('../bot/check-bot.ts');
  yield* checkBot(config.settings);
  const { checkConsole } = await import('../web/check-console.ts');
  yield* checkConsole(config.settings);
  yield* temporal(config);
}

const noNumbers: Finding = {
  check: 'numbers',
  state: 'warning',
  message: words.noNumbers,
};

function telegram(config: Config): Finding {
  const check = 'telegram';
  try {
    const { elsewhere } = telegramConfig(config);
    if (elsewhere === undefined) return { check, state: 'ok', message: words.telegramItself };
    const addresses = elsewhere.dataCentres.map(({ id, host, port }) => `${id}@${host}:${port}`).join(',');
    return { check, state: 'warning', message: fill(words.notTelegram, { addresses }) };
  } catch (error) {
    return { check, state: 'warning', message: fill(words.onlyWorkers, { error: describeError(error) }) };
  }
}

function keysOf(config: Config): { usable: boolean; findings: Finding[] } {
  const look = (check: string, state: 'warning' | 'bad', read: () => unknown): Finding => {
    try {
      read();
      return { check, state: 'ok', message: words.keyThere };
    } catch (error) {
      return { check, state, message: describeError(error) };
    }
  };
  const shared = [look('payload keys', 'bad', () => payloadKeys(config)), look('id key', 'bad', () => idKey(config))];
  const findings = [...shared, look('vault keys (workers only)', 'warning', () => vaultKeys(config))];
  return { usable: shared.every(({ state }) => state === 'ok'), findings };
}

async function withRecords(config: Config, look: (records: Records) => Promise<Finding[]>): Promise<Finding[]> {
  const check = 'records';
  const { file } = config.vault;
  if (!existsSync(file)) return [{ check, state: 'warning', message: fill(words.noRecordsYet, { file }) }];
  try {
    const records = await openSqliteRecords({ file, payloadKeys: payloadKeys(config), idKey: idKey(config) });
    try {
      return [{ check, state: 'ok', message: file }, ...(await look(records))];
    } finally {
      await records.close();
    }
  } catch (error) {
    return [{ check, state: 'bad', message: describeError(error) }];
  }
}

async function* temporal(config: Config): AsyncGenerator<Finding, void> {
  const check = 'temporal';
  let why = '';
  let client: Client;
  try {
    const signal = AbortSignal.timeout(CONNECT_MS);
    client = await connectClient(config, createDataConverter(payloadKeys(config)), {
      signal,
      onWaiting: (message) => (why = message),
    });
  } catch (error) {
    yield { check, state: 'bad', message: why === '' ? describeError(error) : why };
    return;
  }
  try {
    const where = temporalAddress(config);
    yield {
      check,
      state: 'ok',
      message: where.kind === 'known' ? fill(words.temporalAt, where) : where.message,
    };
    yield* await guarded('retention', () => retention(client));
    yield* await guarded('worker', () => poller(client, LOGIN_TASK_QUEUE));
    if (isBotConfigured(config.settings)) yield* await guarded('bot process', () => poller(client, CHAT_TASK_QUEUE));
    if (existsSync(config.vault.file))
      yield* await withRecords(config, (records) => stuckLogins(client, records)).then((all) => all.slice(1));
  } finally {
    await client.connection.close();
  }
}

async function guarded(check: string, look: () => Promise<Finding>): Promise<Finding[]> {
  try {
    return [await look()];
  } catch (error) {
    return [{ check, state: 'warning', message: fill(words.temporalDoesNotTell, { error: describeError(error) }) }];
  }
}

async function retention(client: Client): Promise<Finding> {
  const { config } = await client.workflowService.describeNamespace({ namespace: client.options.namespace });
  const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400;
  if (days >= retentionDays) return { check: 'retention', state: 'ok', message: fill(words.retentionIs, { days }) };
  return {
    check: 'retention',
    state: 'warning',
    message: fill(words.retentionShort, { days, wanted: retentionDays }),
  };
}

const pollers = {
  [LOGIN_TASK_QUEUE]: { check: 'worker', none: words.noWorker },
  [CHAT_TASK_QUEUE]: { check: 'bot process', none: words.noBotProcess },
} as const;

async function poller(client: Client, name: keyof typeof pollers): Promise<Finding> {
  const { pollers: seen } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name },
  });
  const alive = (seen ?? []).filter(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 > Date.now() - POLLER_SEEN_MS,
  );
  const { check, none } = pollers[name];
  if (alive.length === 0) return { check, state: 'bad', message: none };
  const count = new Set(alive.map(({ identity }) => identity)).size;
  const seenMs = Math.max(...alive.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000));
  const ago = duration(Math.max(0, Date.now() - seenMs));
  return { check, state: 'ok', message: fill(words.seenLately, { count, ago }) };
}

async function stuckLogins(client: Client, records: Records): Promise<Finding[]> {
  const running = (await records.latestViews(MOST_LOGINS)).filter(({ ended }) => !ended);
  const findings: Finding[] = [];
  for (const { numberId } of running) {
    const tail = (await records.number(numberId))?.phone.slice(-4) ?? words.removedNumber;
    const check = `sign-in …${tail}`;
    const { state, stuck } = await describeLogin(client, numberId, DESCRIBE_MS);
    if (stuck !== undefined) findings.push({ check, state: 'bad', message: fill(words.stuck, { why: stuck }) });
    else if (state !== 'running') findings.push({ check, state: 'warning', message: words.lastViewMissing });
  }
  if (findings.length > 0) return findings;
  return [{ check: 'sign-ins', state: 'ok', message: fill(words.noneStuck, { count: running.length }) }];
}
