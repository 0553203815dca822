import { InlineKeyboard } from 'grammy';
import { actForAnswer } from '../../access/act-for.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { duration, until } from '../../texts/times.ts';
import { isPrivate, noteAct, requireAct } from '../asking.ts';
import { startAddress } from '../bot-address.ts';
import { ChatRefusalError } from '../chat-refusal-error.ts';
import { chatTimes, entryWay } from '../entry-way.ts';
import { formatText } from '../formatted-text.ts';
import { handedOverText } from '../ops-reached.ts';
import { subjectOf } from '../subject.ts';
import { takeLogin } from '../take-login.ts';
import { atStep } from '../view-buttons.ts';
import { type Press, type Toast, viewAtStep, viewOf } from './press.ts';

export async function take(press: Press): Promise<Toast> {
  return { text: await takeLogin(press, await viewOf(press)) };
}

/** A fresh one-time link, in private only. */
export async function newLink(press: Press): Promise<Toast> {
  requireAct(press, 'answerLogin');
  const { parts, ctx, userId } = press;
  if (!isPrivate(ctx)) throw new ChatRefusalError(texts.bot.privateOnly);
  const view = await viewAtStep(press);
  requireAct(press, actForAnswer(view.step.kind));
  const { lines, keyboard, untilMs } = await entryWay(parts, view, userId);
  const time = untilMs === undefined ? '' : until(untilMs, Date.now(), chatTimes);
  const text = untilMs === undefined ? lines.join('\n') : fill(texts.bot.newLinkIs, { subject: subjectOf(view), time });
  const links = untilMs === undefined || keyboard.inline_keyboard.flat().length > 0 ? [] : lines.slice(1);
  const { text: shown, entities } = formatText([text, ...links].join('\n'));
  await ctx.reply(shown, { entities: entities.slice(1), reply_markup: keyboard, protect_content: true });
  await noteAct(press, 'link', { numberId: view.numberId });
  return {};
}

export async function askNote(press: Press): Promise<Toast> {
  requireAct(press, 'answerLogin');
  const { parts, ctx, userId } = press;
  const view = await viewOf(press);
  const data = atStep(parts.buttons, view, userId);
  const text = fill(texts.bot.handOverQuestion, { subject: subjectOf(view) });
  // The address in the question says which sign-in an answer is about: the bot remembers nothing.
  const entity = { type: 'text_link', offset: 0, length: 1, url: startAddress(parts.me, data('handOver')) } as const;
  const keyboard = new InlineKeyboard().text(texts.bot.handOverPlainly, data('handOverPlainly'));
  await ctx.reply(text, { entities: [entity], reply_markup: keyboard, link_preview_options: { is_disabled: true } });
  parts.notes.ask(userId, data('handOver'), Date.now());
  return {};
}

export async function handOverPlainly(press: Press): Promise<Toast> {
  const { parts, ctx, userId } = press;
  requireAct(press, 'answerLogin');
  const view = await viewOf(press);
  parts.notes.close(userId);
  const answer = await parts.cards.handOver(view.loginId, userId);
  if (answer?.done !== true) throw new ChatRefusalError(texts.bot.notYours);
  await noteAct(press, 'handOver', { numberId: view.numberId });
  await ctx.deleteMessage().catch(() => undefined);
  return { text: await handedOverText(parts) };
}

export async function snooze(press: Press): Promise<Toast> {
  requireAct(press, 'answerLogin');
  const { parts, userId, button } = press;
  const view = await viewOf(press);
  const ms = Number(button.arg ?? '15') * 60_000;
  const answer = await parts.cards.snooze(view.loginId, userId, Date.now() + ms);
  if (answer?.done !== true) throw new ChatRefusalError(texts.bot.notYours);
  await noteAct(press, 'snooze', { numberId: view.numberId, detail: duration(ms) });
  return { text: fill(texts.bot.snoozing, { time: duration(ms) }) };
}
