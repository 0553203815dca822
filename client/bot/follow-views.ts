import { setTimeout as pause } from 'node:timers/promises';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { describeError } from '../../runtime/describe-error.ts';
import type { ViewRow } from '../../vault/records/records.ts';
import { type BotParts, userOf } from './bot-parts.ts';
import { readableViews } from '../readable-views.ts';

const LOOK_EVERY_MS = 250;
const AT_ONCE = 200;
/** Telegram answers most calls sooner: what passes by in this time needs no message. */
const PASSING_MS = 4_000;
/** What ended longer ago, while the bot was down, is no news. */
const MISSED_MS = 24 * 3_600_000;
const PAUSE_AFTER_ERROR_MS = 2_000;
/** After a start of the bot all cards that run are told at once. */
const TOLD_AT_ONCE = 20;

type FollowParts = Pick<BotParts, 'records' | 'cards' | 'config' | 'keypads' | 'logger'>;

/** A view that its card is to be told of, at the earliest at `dueMs`. */
type Waiting = { row: ViewRow; dueMs: number };

/**
 * Tells the cards of sign-ins what the views show, until the signal. Begins with all that runs or ended lately, for the bot
 * may have been down: a card that knows a view already passes it over. Each card is told in order, and none waits for another.
 */
export async function followViews(parts: FollowParts, signal: AbortSignal): Promise<void> {
  const { records, keypads, logger } = parts;
  const waiting = new Map<string, Waiting>();
  const underWay = new Map<string, Promise<void>>();
  const tellNews = newsTeller(parts);
  let change = 0;
  while (!signal.aborted) {
    try {
      const rows = await records.viewsSince(change, AT_ONCE);
      for (const view of readableViews(rows)) keypads.keepOnly(view.loginId, view.ended ? undefined : view.stepId);
      for (const row of rows.filter(isNews)) waiting.set(row.loginId, { row, dueMs: dueOf(row) });
      change = rows.at(-1)?.change ?? change;
      if (rows.length === AT_ONCE) continue;
    } catch (error) {
      logger.warn({ reason: describeError(error) }, 'The sign-ins cannot be followed at the moment; trying again');
      await sleep(PAUSE_AFTER_ERROR_MS, signal);
    }
    for (const [loginId, { row, dueMs }] of waiting) {
      if (dueMs > Date.now() || underWay.has(loginId) || underWay.size >= TOLD_AT_ONCE) continue;
      waiting.delete(loginId);
      const telling = tellNews(row)
        .catch((error: unknown) => {
          logger.warn({ reason: describeError(error), loginId }, 'A card could not be told of a view; trying again');
          if (!waiting.has(loginId)) waiting.set(loginId, { row, dueMs: Date.now() + PAUSE_AFTER_ERROR_MS });
        })
        .finally(() => underWay.delete(loginId));
      underWay.set(loginId, telling);
    }
    await sleep(LOOK_EVERY_MS, signal);
  }
  await Promise.all(underWay.values());
}

function dueOf(row: ViewRow): number {
  const [view] = readableViews([row]);
  return view !== undefined && seenOf(view).need === 'nothing' ? row.updatedAtMs + PASSING_MS : 0;
}

/** Tells what looks otherwise than what was told last. */
function newsTeller(parts: FollowParts): (row: ViewRow) => Promise<void> {
  const told = new Map<string, string>();
  return async (row) => {
    const [view] = readableViews([row]);
    if (view === undefined) return;
    const look = lookOf(view);
    if (told.get(view.loginId) === look) return;
    await tell(parts, view);
    if (view.ended) told.delete(view.loginId);
    else told.set(view.loginId, look);
  };
}

/**
 * What a person sees of a view. That somebody began to type (`heldUntilMs`) is shown to whoever types: each message that is
 * told of it would cost three of Temporal's actions.
 */
function lookOf({ step, actions, cancelling, codeDied, notice, scan }: LoginView): string {
  const shown = step.kind === 'enterCode' ? { ...step, heldUntilMs: undefined } : step;
  return JSON.stringify([shown, actions, cancelling, codeDied, notice, scan?.n]);
}

function isNews({ ended, updatedAtMs }: ViewRow): boolean {
  return !ended || updatedAtMs > Date.now() - MISSED_MS;
}

/**
 * Sign-ins that nobody in the chat started go to the group. Where there is none, or where one has ended before the group
 * heard of it, only a card that is there already is told: somebody has taken it.
 */
async function tell({ cards, config, logger }: FollowParts, view: LoginView): Promise<void> {
  const { loginId, version, ended } = view;
  const isOurs = userOf(view.startedBy) !== undefined;
  if (!isOurs && (ended || config.opsChatId === undefined) && (await cards.card(loginId)) === undefined) return;
  const told = await cards.tell(view);
  logger.debug({ loginId, version, told }, 'A view was told to its card');
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
