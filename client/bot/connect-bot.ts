import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { setTimeout as pause } from 'node:timers/promises';
import { Bot, GrammyError } from 'grammy';
import type { BotConfig } from '../../runtime/bot-config.ts';
import { ConfigError } from '../../runtime/config-error.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { dropUnknownInstants } from './drop-unknown-instants.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** Longer waits than this are Temporal's: they outlive the process. */
const SHORT_WAIT_SECONDS = 3;
/** Telegram's advice: 1 message a second in one chat, 20 a minute in a group, and bursts that stay below that. */
const inPrivate = pace(1_000);
const inGroup = pace(3_000);
const CALL_SECONDS = 30;
const PAUSE_MS = 3_000;

function pace(everyMs: number): NonNullable<NonNullable<Parameters<typeof apiThrottler>[0]>['out']> {
  return {
    maxConcurrent: 1,
    reservoir: 20,
    reservoirIncreaseAmount: 1,
    reservoirIncreaseInterval: everyMs,
    reservoirIncreaseMaximum: 20,
  };
}

export function createGrammyBot({ token, apiRoot }: Pick<BotConfig, 'token' | 'apiRoot'>): Bot {
  const bot = new Bot(token, {
    client: { timeoutSeconds: CALL_SECONDS, ...(apiRoot === undefined ? {} : { apiRoot }) },
  });
  // A lost answer is thrown: what is worth repeating is repeated by Temporal.
  const retries = { maxRetryAttempts: 2, rethrowHttpErrors: true, rethrowInternalServerErrors: true };
  bot.api.config.use(autoRetry({ ...retries, maxDelaySeconds: SHORT_WAIT_SECONDS }));
  bot.api.config.use(dropUnknownInstants());
  bot.api.config.use(apiThrottler({ out: inPrivate, group: inGroup }));
  return bot;
}

/** Asks Telegram who the bot is, for as long as it cannot be reached. Throws ConfigError for a token that it does not know. */
export async function introduce(bot: Bot, signal: AbortSignal, onWaiting: (message: string) => void): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await bot.api.deleteWebhook();
      bot.botInfo = await bot.api.getMe();
      return;
    } catch (error) {
      if (isUnknownToken(error)) {
        throw new ConfigError(texts.bot.unknownToken);
      }
      onWaiting(fill(texts.bot.apiUnreachable, { error: describeError(error) }));
      await pause(PAUSE_MS, undefined, { signal });
    }
  }
}

export function isUnknownToken(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}
