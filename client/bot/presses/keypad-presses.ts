import { InlineKeyboard } from 'grammy';
import type { LoginView } from '../../../domain/login-view.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { command } from '../act-on-login.ts';
import { isPrivate, noteAct, requireAct } from '../asking.ts';
import type { ButtonCodec } from '../button-data.ts';
import { ChatRefusalError } from '../chat-refusal-error.ts';
import { sentenceOf } from '../sentence-of.ts';
import { subjectOf } from '../subject.ts';
import { stepNumber } from '../view-buttons.ts';
import { type Press, type Toast, viewAtStep } from './press.ts';

const ERASE = 'erase';
const DONE = 'done';
const rows = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  [ERASE, '0', DONE],
] as const;
/** What a key of a keypad may stand for: its data does not say. */
export const keypadKeys: readonly string[] = rows.flat();
/** Those that mean something each time they are pressed. */
export const digitKeys: ReadonlySet<string> = new Set(keypadKeys.filter((key) => key !== DONE));
const MOST_DIGITS = 10;

export async function openKeypad(press: Press): Promise<Toast> {
  requireAct(press, 'answerLogin');
  const { parts, ctx, userId } = press;
  if (!parts.config.keypad) throw new ChatRefusalError(texts.bot.keypadOff);
  if (!isPrivate(ctx)) throw new ChatRefusalError(texts.bot.privateOnly);
  const view = await viewAtStep(press);
  const before = parts.keypads.open(userId, view.stepId);
  const length = lengthOf(view);
  const text = fill(texts.bot.keypadIs, {
    subject: subjectOf(view),
    done: texts.bot.keypadDone,
    length: length === 0 ? '' : fill(texts.bot.keypadLength, { length }),
  });
  const reply_markup = keypadOf(parts.buttons, view, userId);
  const { message_id: messageId } = await ctx.reply(text, { reply_markup, protect_content: true });
  parts.keypads.standsIn(userId, view.stepId, messageId);
  if (before !== undefined) await ctx.api.deleteMessage(userId, before).catch(() => undefined);
  await noteAct(press, 'keypad', { numberId: view.numberId });
  // Holds an automatic resend back; nothing depends on it.
  parts
    .loginsOf(userId)
    .openEntry(view.numberId, view.stepId)
    .catch(() => undefined);
  return {};
}

export async function pressKey(press: Press): Promise<Toast> {
  const { parts, userId, button } = press;
  if (!parts.config.keypad) throw new ChatRefusalError(texts.bot.keypadOff);
  const view = await viewAtStep(press);
  const typed = parts.keypads.typed(userId, view.stepId);
  if (typed === undefined) {
    parts.keypads.open(userId, view.stepId);
    return { text: texts.bot.keypadLost, loud: true };
  }
  if (button.hidden === DONE) return await submit(press, view, typed);
  const now = button.hidden === ERASE ? typed.slice(0, -1) : `${typed}${button.hidden}`.slice(0, MOST_DIGITS);
  parts.keypads.set(userId, view.stepId, now);
  return { text: dots(now.length, lengthOf(view)) };
}

async function submit(press: Press, view: LoginView, digits: string): Promise<Toast> {
  const { parts, ctx, userId } = press;
  if (digits === '') return { text: texts.bot.keypadEmpty };
  const logins = parts.loginsOf(userId);
  try {
    await command(press, view, (waiting) => logins.enterCode(view.numberId, view.stepId, digits, waiting));
  } catch (error) {
    // Not sent to Telegram: the keypad is for another try.
    parts.keypads.set(userId, view.stepId, '');
    const text = sentenceOf(error);
    if (text === undefined) throw error;
    return { text, loud: true };
  }
  parts.keypads.close(userId, view.stepId);
  await ctx.deleteMessage().catch(() => undefined);
  return { text: texts.bot.entryTaken };
}

function keypadOf(buttons: ButtonCodec, view: LoginView, userId: number): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  const button = { act: 'key', subject: view.loginId, step: stepNumber(view.stepId) } as const;
  for (const row of rows) {
    for (const key of row) keyboard.text(faceOf(key), buttons.sign(button, userId, key));
    keyboard.row();
  }
  return keyboard;
}

function faceOf(key: string): string {
  if (key === ERASE) return texts.bot.keypadErase;
  return key === DONE ? texts.bot.keypadDone : key;
}

function lengthOf({ step }: LoginView): number {
  return step.kind === 'enterCode' && step.format.kind === 'digits' ? step.format.length : 0;
}

function dots(typed: number, length: number): string {
  return '●'.repeat(typed) + '○'.repeat(Math.max(0, length - typed));
}
