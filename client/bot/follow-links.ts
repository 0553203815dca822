import { setTimeout as pause } from 'node:timers/promises';
import { InlineKeyboard } from 'grammy';
import { describeError } from '../../runtime/describe-error.ts';
import type { AuditRow } from '../../vault/records/records.ts';
import { sessionIdOf } from '../access/console-sessions.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { until } from '../texts/times.ts';
import { botApiTrouble, reasonOf } from './bot-api-trouble.ts';
import { type BotParts, userOf } from './bot-parts.ts';
import { chatTimes } from './entry-way.ts';
import { formatText } from './formatted-text.ts';
import { withoutNumbers } from './subject.ts';

const LOOK_EVERY_MS = 1_000;
const MOST_ROWS = 1_000;
/** Rows are written a little later than the time that they bear, by clocks of other processes. */
const OVERLAP_MS = 60_000;
/** While the bot was down, longer ago is no news. */
const NEWS_MS = 3_600_000;
const TOLD_FOR_MS = 24 * 3_600_000;

type FollowParts = Pick<BotParts, 'records' | 'api' | 'buttons' | 'operators' | 'logger'>;

/** Tells operators when a link of theirs was opened: where it was not them, somebody has it. Until the signal. */
export async function followLinks(parts: FollowParts, signal: AbortSignal): Promise<void> {
  const told = new Set<string>();
  let sinceMs = 0;
  while (!signal.aborted) {
    try {
      sinceMs = await tellNews(parts, told, Math.max(sinceMs, Date.now() - NEWS_MS));
    } catch (error) {
      parts.logger.warn({ error: describeError(error) }, 'The audit cannot be followed at the moment; trying again');
    }
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** @returns since when to look the next time: one that could not be told keeps none of the others waiting, and is told then */
async function tellNews(parts: FollowParts, told: Set<string>, sinceMs: number): Promise<number> {
  let nextMs = Date.now() - OVERLAP_MS;
  const rows = await parts.records.audit({ act: 'link.opened', sinceMs, limit: MOST_ROWS });
  for (const row of rows.toReversed()) {
    if (told.has(row.auditId)) continue;
    try {
      await tellOnce(parts, row);
      told.add(row.auditId);
    } catch (error) {
      parts.logger.warn({ reason: reasonOf(error) }, 'An operator could not be told of an opened link; trying again');
      nextMs = Math.min(nextMs, row.atMs);
    }
  }
  return nextMs;
}

/** Told first and noted then: a bot that dies in between tells it twice, which is better than never. */
async function tellOnce(parts: FollowParts, row: AuditRow): Promise<void> {
  const mark = `told/${row.auditId}`;
  const userId = userOf(row.actor);
  const sessionId = sessionIdOf(row);
  if (userId === undefined || sessionId === undefined || parts.operators.roleOf(userId) === undefined) return;
  if ((await parts.records.token('once', mark)) !== undefined) return;
  const browser = withoutNumbers(row.detail ?? texts.bot.someBrowser);
  const time = until(row.atMs, row.atMs - 1, chatTimes);
  const { text, entities } = formatText(fill(texts.bot.linkOpened, { browser, time }));
  const data = parts.buttons.sign({ act: 'endSession', subject: sessionId }, userId);
  const keyboard = new InlineKeyboard().text(texts.bot.endSession, data);
  try {
    await parts.api.sendMessage(userId, text, { entities: entities.slice(1), reply_markup: keyboard });
  } catch (error) {
    const { kind } = botApiTrouble(error);
    if (kind !== 'unreachable' && kind !== 'refused') throw error;
  }
  await parts.records.useOnce(mark, TOLD_FOR_MS);
}
