import { sequentialize } from '@grammyjs/runner';
import { type Bot, InlineKeyboard } from 'grammy';
import { describeError } from '../../runtime/describe-error.ts';
import { readPhoneNumber } from '../phone-number.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { type Asking, isPrivate, requireAct } from './asking.ts';
import type { BotParts } from './bot-parts.ts';
import { commands, isCommand } from './commands.ts';
import { guardSecrets } from './guard-secrets.ts';
import { guardUpdates } from './guard-updates.ts';
import { takeNote } from './hand-over-note.ts';
import { tellOpsReached } from './ops-reached.ts';
import { answerPress } from './presses/answer-press.ts';
import { sentenceOf } from './sentence-of.ts';
import { subjectOfNumber } from './subject.ts';

/** Only these are asked of Telegram. */
export const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'channel_post',
] as const;

/** Hangs everything that the bot answers onto it. Updates of one person or one chat are answered in their order. */
export function addHandlers(bot: Bot, parts: BotParts): void {
  bot.use(sequentialize(({ chat, from }) => [chat?.id, from?.id].filter((id) => id !== undefined).map(String)));
  bot.use(guardUpdates(parts));
  bot.on('callback_query:data', (ctx) => answerPress({ parts, ctx, userId: ctx.from.id }, ctx.callbackQuery.data));
  bot.on('message', (ctx) => answerMessage({ parts, ctx, userId: ctx.from.id }));
  bot.on('my_chat_member', async ({ from, myChatMember }) => {
    const { status } = myChatMember.new_chat_member;
    if (status === 'member' || status === 'administrator') await tellOpsReached(parts, from.id);
  });
  bot.on('edited_message', async (ctx) => {
    await guardSecrets({ parts, ctx, userId: ctx.from.id }, ctx.editedMessage);
  });
  bot.catch(({ error, ctx }) => {
    // Its own words alone: grammY's errors carry what was sent.
    parts.logger.error({ error: describeError(error), updateId: ctx.update.update_id }, 'An update was not answered');
  });
}

async function answerMessage(asking: Asking): Promise<void> {
  const { parts, ctx } = asking;
  const message = ctx.message;
  if (message === undefined) return;
  try {
    if (await guardSecrets(asking, message)) return;
    if (await takeNote(asking, message)) return;
    if (message.contact !== undefined) await offerLogin(asking, message.contact.phone_number);
    else if (message.text?.startsWith('/') === true) await runCommand(asking, message.text);
    else if (isPrivate(ctx)) await readText(asking, message.text ?? '');
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) parts.logger.error({ error: describeError(error) }, 'A message could not be answered');
    await ctx.reply(sentence ?? texts.bot.failed).catch(() => undefined);
  }
}

/** In the group, commands for other bots are left alone. */
async function runCommand(asking: Asking, text: string): Promise<void> {
  const { parts, ctx } = asking;
  const [, name = '', bot, argument = ''] = /^\/([a-z]+)(?:@(\w+))?\s*(.*)$/isu.exec(text) ?? [];
  if (bot !== undefined && bot.toLowerCase() !== parts.me.username.toLowerCase()) return;
  const command = name.toLowerCase();
  if (isCommand(command)) await commands[command](asking, argument.trim());
  else if (isPrivate(ctx)) await ctx.reply(texts.bot.unknownCommand);
}

async function readText(asking: Asking, text: string): Promise<void> {
  const reading = readPhoneNumber(text);
  if (reading.kind === 'phone') await offerLogin(asking, reading.phone);
  else await asking.ctx.reply(texts.bot.unknownCommand);
}

/** A number alone is no order yet. */
async function offerLogin(asking: Asking, typed: string): Promise<void> {
  const { parts, ctx, userId } = asking;
  requireAct(asking, 'startLogin');
  const reading = readPhoneNumber(typed.startsWith('+') ? typed : `+${typed}`);
  const number = reading.kind === 'phone' ? await parts.records.numberByPhone(reading.phone) : undefined;
  if (number === undefined) {
    await ctx.reply(texts.bot.notEnrolled);
    return;
  }
  const { buttons } = parts;
  const keyboard = new InlineKeyboard()
    .text(texts.bot.startIt, buttons.sign({ act: 'login', subject: number.numberId }, userId))
    .text(texts.bot.dismiss, buttons.sign({ act: 'dismiss' }, userId));
  await ctx.reply(fill(texts.bot.startQuestion, { subject: subjectOfNumber(number) }), { reply_markup: keyboard });
}
