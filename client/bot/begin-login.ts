import { InlineKeyboard } from 'grammy';
import type { StartAnswer } from '../../contracts/login-messages.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { activeEntry } from './active-entry.ts';
import { type Asking, isPrivate, requireAct } from './asking.ts';
import { actorOf } from './bot-parts.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { inTheEnd } from './in-the-end.ts';
import { requireReachable } from './require-reachable.ts';
import { subjectOf, subjectOfNumber } from './subject.ts';
import { takeLogin } from './take-login.ts';
import { atStep } from './view-buttons.ts';

/** Whoever waits longer than this for Temporal has gone. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Starts a sign-in, or takes part in the one that runs. Its card answers by itself; what is returned is for a toast.
 * `requestName`: the same tap twice starts nothing twice.
 */
export async function beginLogin(
  asking: Asking,
  numberId: string,
  requestName: string,
  { scan = false } = {},
): Promise<string> {
  const { parts, ctx, userId } = asking;
  requireAct(asking, 'startLogin');
  const number = await parts.records.number(numberId);
  if (number === undefined) throw new ChatRefusalError(texts.bot.noLongerEnrolled);
  const active = await activeEntry(parts, userId);
  if (active !== undefined && active.numberId !== numberId) {
    const data = atStep(parts.buttons, active, userId);
    const keyboard = new InlineKeyboard()
      .text(texts.bot.show, parts.buttons.sign({ act: 'show', subject: active.numberId }, userId))
      .text(texts.bot.handOver, data('handOver'));
    const text = fill(texts.bot.oneEntry, { subject: subjectOf(active) });
    await ctx.reply(text, { reply_markup: isPrivate(ctx) ? keyboard : new InlineKeyboard() });
    return text;
  }
  await requireReachable(asking);
  const starting = parts.loginsOf(userId).start(numberId, {
    scan,
    requestId: parts.buttons.nameOf(requestName),
    signal: AbortSignal.timeout(PATIENCE_MS),
    onSilent: ({ message }) => void ctx.reply(message).catch(() => undefined),
  });
  await inTheEnd(
    asking,
    starting.then((answer) => join(asking, answer, scan)),
  );
  return fill(texts.bot.starting, { subject: subjectOfNumber(number) });
}

async function join(asking: Asking, { view, joined }: StartAnswer, scan: boolean): Promise<void> {
  const { parts, userId } = asking;
  if (!joined || view.ended) return;
  if (view.startedBy === actorOf(userId)) await parts.cards.showAnew(view.loginId, userId);
  await takeLogin(asking, view);
  if (scan && view.actions.includes('scan')) await parts.loginsOf(userId).scan(view.numberId, view.stepId);
}
