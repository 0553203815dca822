import { join } from 'node:path';
import { loadOperators } from '../client/access/operators.ts';
import type { CommandContext } from '../client/cli/command-context.ts';
import { FAILED } from '../client/cli/exit-codes.ts';
import { CALL_START_TO_CLOSE_MS } from '../contracts/timings.ts';
import { botConfig, isBotConfigured } from '../runtime/bot-config.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { ConfigError } from '../runtime/config-error.ts';
import { startEmbeddedTemporal } from '../runtime/embedded-temporal/start-embedded-temporal.ts';
import { ensureKeys } from '../runtime/keys.ts';
import { createLogger, type Logger } from '../runtime/logger.ts';
import { aborted } from '../runtime/on-abort.ts';
import { createShutdown, type Shutdown } from '../runtime/shutdown.ts';
import { telegramConfig } from '../runtime/telegram-config.ts';
import { webConfig } from '../runtime/web-config.ts';
import { fill } from '../client/texts/fill.ts';
import * as texts from '../client/texts/texts.ts';
import { describeBotGaps, describeParts, missingForConsole } from './describe-parts.ts';

const words = texts.cli.services;

export type Service = {
  name: 'start' | 'worker' | 'temporal' | 'bot' | 'web';
  temporal: boolean;
  worker: boolean;
  bot: boolean | 'ifConfigured';
  /** `ifConfigured`: where there are operators and an address to reach it by. */
  web: boolean | 'ifConfigured';
};

/** The worker's own grace, and what Temporal's server takes to end. */
const CLOSE_LIMIT_MS = CALL_START_TO_CLOSE_MS + 15_000;

type Running = { config: Config; logger: Logger; shutdown: Shutdown; context: CommandContext };

/** Runs until a signal; what is under way finishes. Throws what keeps it from starting. */
export async function runService(context: CommandContext, service: Service): Promise<void> {
  const config = loadConfig(context.env);
  const logger = createLogger({ name: service.name, level: config.logLevel });
  // Before a server is fetched for minutes.
  if (service.worker) telegramConfig(config);
  const runsBot = service.bot === 'ifConfigured' ? isBotConfigured(config.settings) : service.bot;
  const runsWeb = service.web === 'ifConfigured' ? missingForConsole(config.settings).length === 0 : service.web;
  if (runsBot) {
    botConfig(config.settings);
    for (const gap of describeBotGaps(config)) context.note(gap);
  }
  if (runsWeb) {
    webConfig(config.settings);
    loadOperators(config.settings);
  }
  if (service.name === 'temporal' && config.temporal.kind === 'remote') {
    throw new ConfigError(fill(words.noEmbeddedServer, { address: config.temporal.address }));
  }
  const shutdown = createShutdown({ logger, limitMs: CLOSE_LIMIT_MS, onNotice: context.note });
  const running: Running = { config, logger, shutdown, context };
  try {
    if (service.name === 'start') writeKeys(running);
    // First: where another process runs it already, nothing of this one runs.
    if (service.temporal && config.temporal.kind === 'embedded') await runTemporal(running);
    if (service.name === 'start')
      for (const line of describeParts(config, { bot: runsBot, web: runsWeb })) context.print(line);
    const services = [
      ...(service.worker ? [runWorker(running)] : []),
      ...(runsBot ? [runChatBot(running, service.name === 'bot' ? 'end' : 'rest')] : []),
      ...(runsWeb ? [runWeb(running)] : []),
    ];
    if (services.length > 0) await allOrNone(services, shutdown);
    else await untilStopped(shutdown.signal);
  } finally {
    await shutdown.stop();
  }
}

function writeKeys({ config, context }: Running): void {
  const written = ensureKeys(config);
  if (written.length === 0) return;
  context.print(words.keysWritten);
  for (const { kind, file } of written) context.print(fill(words.keyFile, { kind, file }));
  context.print(words.keepBackup);
}

async function runTemporal({ config, logger, shutdown, context }: Running): Promise<void> {
  const { signal } = shutdown;
  const server = await startEmbeddedTemporal({ config, logger, onProgress: context.print, signal });
  shutdown.onClose('temporal', () => server.stop());
  context.print(fill(words.temporalListens, { address: server.address }));
  void server.ended.then(() => {
    if (signal.aborted) return;
    context.note(words.temporalEnded);
    context.exitWith(FAILED);
    void shutdown.stop();
  });
}

async function runWorker({ config, logger, shutdown, context }: Running): Promise<void> {
  const { runLoginWorker } = await import('../worker/run-login-worker.ts');
  const worker = runLoginWorker({
    config,
    logger,
    signal: shutdown.signal,
    onWaiting: context.note,
    onReady: () => context.print(words.workerReady),
  });
  // Drains before the server is stopped.
  shutdown.onClose('worker', () => worker.catch(() => undefined));
  await worker;
}

async function runChatBot({ config, logger, shutdown, context }: Running, onRival: 'end' | 'rest'): Promise<void> {
  const [{ runBot }, { workflowBundle }] = await Promise.all([
    import('../client/bot/run-bot.ts'),
    import('../worker/workflow-bundle.ts'),
  ]);
  const { signal } = shutdown;
  const bot = runBot({
    config,
    logger: logger.child({ part: 'bot' }),
    signal,
    bundle: () => workflowBundle(join(config.home, 'cache'), logger, 'chat-card'),
    onWaiting: context.note,
    onRival,
    onReady: () => context.print(words.botReady),
  });
  shutdown.onClose('bot', () => bot.catch(() => undefined));
  await bot;
}

/** Whichever ends first ends all of them: half a service looks like a whole one. */
async function allOrNone(services: readonly Promise<void>[], shutdown: Shutdown): Promise<void> {
  try {
    await Promise.race(services);
  } finally {
    void shutdown.stop();
    await Promise.allSettled(services);
  }
}

async function runWeb({ config, logger, shutdown, context }: Running): Promise<void> {
  const { runConsole } = await import('../client/web/run-console.ts');
  const web = runConsole({
    config,
    logger,
    signal: shutdown.signal,
    onWaiting: context.note,
    onReady: (url) => context.print(fill(words.consoleReady, { url })),
  });
  shutdown.onClose('web', () => web.catch(() => undefined));
  try {
    await web;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const { host, port } = webConfig(config.settings);
    const listen = config.settings.get('LATCHKEY_WEB_LISTEN') ?? `${host}:${port}`;
    throw new ConfigError(fill(words.portInUse, { listen }), { cause: error });
  }
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  // The server is a process of its own and keeps this one from ending no more than a promise does.
  const staysAlive = setInterval(() => undefined, 60_000);
  await aborted(signal);
  clearInterval(staysAlive);
}
