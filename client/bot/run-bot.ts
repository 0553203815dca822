import { setTimeout as pause } from 'node:timers/promises';
import { run } from '@grammyjs/runner';
import type { Client } from '@temporalio/client';
import type { WorkflowBundle } from '@temporalio/worker';
import { type Bot, GrammyError } from 'grammy';
import { botConfig } from '../../runtime/bot-config.ts';
import type { Config } from '../../runtime/config.ts';
import { ConfigError } from '../../runtime/config-error.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { idKey, payloadKeys } from '../../runtime/keys.ts';
import type { Logger } from '../../runtime/logger.ts';
import { onAbort } from '../../runtime/on-abort.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import type { Records } from '../../vault/records/records.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { guardLogins } from '../access/guarded-logins.ts';
import { loadOperators } from '../access/operators.ts';
import { createLoginClient } from '../login-client.ts';
import { addHandlers, allowedUpdates } from './add-handlers.ts';
import { actorOf, type BotParts } from './bot-parts.ts';
import { createButtonCodec } from './button-data.ts';
import { createCardChannel } from './card-channel.ts';
import { createGrammyBot, introduce } from './connect-bot.ts';
import { findOpsChat } from './find-ops-chat.ts';
import { followLinks } from './follow-links.ts';
import { followViews } from './follow-views.ts';
import { fill } from '../texts/fill.ts';
import { Keypads } from './keypads.ts';
import { NoteQuestions } from './note-questions.ts';
import { PasswordPrompts } from './password-prompts.ts';
import { createPeople } from './people.ts';
import { DoubleTaps } from './presses/double-taps.ts';
import { runChatWorker } from './run-chat-worker.ts';
import { setCommands } from './set-commands.ts';
import * as texts from '../texts/texts.ts';

/** Below the time that one call may take. */
const POLL_SECONDS = 20;
const RETRY_POLL_MS = 1_000;
const ANSWERING_MS = 5_000;
const REST_MS = 15_000;

export type RunBotOptions = {
  config: Config;
  logger: Logger;
  /** Aborting it ends the bot: what is being answered is answered. */
  signal: AbortSignal;
  /** The workflow `chatCard`, bundled. */
  bundle: () => Promise<WorkflowBundle>;
  onReady?: () => void;
  onWaiting?: (message: string) => void;
  /** What happens when another process asks for the updates of this bot. Default: it ends. */
  onRival?: 'end' | 'rest';
};

/**
 * Runs the bot until the signal: answers operators, and sends what the cards of sign-ins ask for.
 * @throws {ConfigError | VaultError | TemporalUnavailableError}
 */
export async function runBot(options: RunBotOptions): Promise<void> {
  const { config, logger, signal, bundle, onReady, onWaiting = () => undefined, onRival = 'end' } = options;
  const chat = botConfig(config.settings);
  const operators = loadOperators(config.settings);
  const bundling = bundle();
  // Told where it is awaited.
  bundling.catch(() => undefined);
  const keys = { payloadKeys: payloadKeys(config), idKey: idKey(config) };
  const records = await openSqliteRecords({ file: config.vault.file, ...keys });
  try {
    const bot = createGrammyBot(chat);
    await introduce(bot, signal, onWaiting);
    const connecting = { signal, waitForServer: true, onWaiting };
    const temporal = await connectClient(config, createDataConverter(keys.payloadKeys), connecting);
    try {
      const loginsOf = loginsAs({ config, records, temporal }, (userId) => operators.roleOf(userId));
      const parts: BotParts = {
        config: chat,
        me: bot.botInfo,
        api: bot.api,
        operators,
        records,
        loginsOf,
        cards: createCardChannel(temporal, chat.opsChatId !== undefined),
        buttons: createButtonCodec(keys.payloadKeys),
        keypads: new Keypads(),
        taps: new DoubleTaps(),
        notes: new NoteQuestions(),
        prompts: new PasswordPrompts(records),
        people: createPeople(bot.api),
        logger,
      };
      await findOpsChat(parts);
      await setCommands(bot.api, chat, logger);
      addHandlers(bot, parts);
      await runParts(bot, parts, {
        config,
        signal,
        onWaiting,
        onRival,
        bundle: await bundling,
        ...(onReady === undefined ? {} : { onReady }),
      });
    } finally {
      await temporal.connection.close();
    }
  } finally {
    await records.close();
  }
}

type Running = Pick<RunBotOptions, 'config' | 'signal' | 'onReady'> &
  Required<Pick<RunBotOptions, 'onWaiting' | 'onRival'>> & { bundle: WorkflowBundle };

/** Should one part end by itself, all do. */
async function runParts(bot: Bot, parts: BotParts, { signal, onReady, onRival, ...options }: Running): Promise<void> {
  const failing = new AbortController();
  const all = AbortSignal.any([signal, failing.signal]);
  const running = [
    runChatWorker(parts, { ...options, signal: all, ...(onReady === undefined ? {} : { onReady }) }),
    followViews(parts, all),
    followLinks(parts, all),
    onRival === 'end' ? pollAlone(bot, all) : pollInTurn(bot, all, options.onWaiting),
  ];
  try {
    await Promise.all(running);
  } finally {
    failing.abort();
    await Promise.allSettled(running);
  }
}

async function pollAlone(bot: Bot, signal: AbortSignal): Promise<void> {
  if ((await poll(bot, signal)) === 'rival') throw new ConfigError(texts.bot.anotherProcess);
}

/** The worker and the console beside it go on while somebody else has the updates. */
async function pollInTurn(bot: Bot, signal: AbortSignal, onWaiting: (message: string) => void): Promise<void> {
  while ((await poll(bot, signal)) === 'rival') {
    onWaiting(fill(texts.bot.resting, { seconds: REST_MS / 1_000 }));
    await pause(REST_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Fetches and answers updates until the signal, or until a rival asks for them; what is being answered then gets a moment. */
async function poll(bot: Bot, signal: AbortSignal): Promise<'stopped' | 'rival'> {
  const fetch = { allowed_updates: allowedUpdates, timeout: POLL_SECONDS };
  const runner = run(bot, {
    runner: { fetch, silent: true, retryInterval: RETRY_POLL_MS, maxRetryTime: Number.POSITIVE_INFINITY },
  });
  const forget = onAbort(signal, () => void runner.stop());
  try {
    await runner.task();
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 409) throw error;
    return 'rival';
  } finally {
    forget();
  }
  const untilMs = performance.now() + ANSWERING_MS;
  while (runner.size() > 0 && performance.now() < untilMs) await pause(20);
  return 'stopped';
}

function loginsAs(
  { config, records, temporal }: { config: Config; records: Records; temporal: Client },
  roleOf: BotParts['operators']['roleOf'],
): BotParts['loginsOf'] {
  const telegram = config.settings.get('TELEGRAM_DC') === undefined;
  const { sendsPerDay } = config;
  return (userId) =>
    guardLogins(createLoginClient({ temporal, records, telegram, sendsPerDay, actor: actorOf(userId) }), () =>
      roleOf(userId),
    );
}
