import { InlineKeyboard } from 'grammy';
import { endSession } from '../../access/console-sessions.ts';
import type { PlainCommand } from '../../login-client.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { askCancelOf, command } from '../act-on-login.ts';
import { noteAct, requireAct } from '../asking.ts';
import { beginLogin } from '../begin-login.ts';
import type { ButtonAct } from '../button-data.ts';
import { ChatRefusalError } from '../chat-refusal-error.ts';
import { furtherNumbers } from '../commands.ts';
import { listLogins } from '../list-logins.ts';
import { showLogin } from '../show-login.ts';
import { numberMeant, subjectOf } from '../subject.ts';
import { atStep } from '../view-buttons.ts';
import { askNote, handOverPlainly, newLink, snooze, take } from './card-presses.ts';
import { askLater, endForNow, putOff } from './later-presses.ts';
import { openKeypad, pressKey } from './keypad-presses.ts';
import { type Press, type PressHandler, type Toast, viewAtStep, viewOf } from './press.ts';

/** Every button, and what a press of it does. Roles are asked for by each, for they change. */
export const pressHandlers: Record<ButtonAct, PressHandler> = {
  take,
  newLink,
  openKeypad,
  key: pressKey,
  handOver: askNote,
  handOverPlainly,
  snooze,
  resend: plain('resend'),
  restart: plain('restart'),
  scan: plain('scan'),
  askLater,
  putOff,
  endForNow,
  noCode: askWhereOpen,
  openOnDevice: (press) => noCode(press, true),
  openNowhere: (press) => noCode(press, false),
  askCancel: async (press) => {
    requireAct(press, 'cancelLogin');
    await askCancelOf(press, await viewOf(press));
    return {};
  },
  cancel: async (press) => {
    const view = await viewOf(press);
    const logins = press.parts.loginsOf(press.userId);
    const text = await command(press, view, (waiting) => logins.cancel(view.numberId, waiting));
    await dismiss(press);
    return { text };
  },
  dismiss,
  show: async (press) => {
    requireAct(press, 'look');
    const { parts, button } = press;
    const numberId = button.subject ?? '';
    const number = await parts.records.number(numberId);
    const meant = number === undefined ? await parts.loginsOf(press.userId).view(numberId) : numberMeant(number);
    if (meant === undefined) throw new ChatRefusalError(texts.bot.noLongerEnrolled);
    await showLogin(press, meant);
    return {};
  },
  login: begin('login'),
  loginQr: begin('qr'),
  numbersPage: async (press) => {
    const picker = await furtherNumbers(press, Number(press.button.arg));
    if (picker === undefined) throw new ChatRefusalError(texts.bot.old);
    await press.ctx.editMessageText(picker.text, { reply_markup: picker.keyboard });
    return {};
  },
  loginsPage: async (press) => {
    requireAct(press, 'look');
    const { text, entities, keyboard } = await listLogins(press.parts, Number(press.button.arg));
    await press.ctx.editMessageText(text, { entities, reply_markup: keyboard });
    return {};
  },
  endSession: async (press) => {
    await endSession(press.parts.records, press.button.subject ?? '');
    await noteAct(press, 'endSession');
    await dismiss(press);
    return { text: texts.bot.sessionEnded, loud: true };
  },
};

function begin(by: 'login' | 'qr'): PressHandler {
  return async (press) => {
    const { ctx, button } = press;
    const { chat, message_id: messageId } = ctx.callbackQuery?.message ?? {};
    const name = `${by} ${chat?.id} ${messageId} ${button.subject}`;
    return { text: await beginLogin(press, button.subject ?? '', name, { scan: by === 'qr' }) };
  };
}

function plain(name: PlainCommand): PressHandler {
  return async (press) => {
    const view = await viewAtStep(press);
    const logins = press.parts.loginsOf(press.userId);
    return { text: await command(press, view, (waiting) => logins.command(view.numberId, name, view.stepId, waiting)) };
  };
}

/** What to do when no code comes hangs on where the account is open. */
async function askWhereOpen(press: Press): Promise<Toast> {
  requireAct(press, 'answerLogin');
  const { parts, ctx, userId } = press;
  const view = await viewAtStep(press);
  const data = atStep(parts.buttons, view, userId);
  const keyboard = new InlineKeyboard()
    .text(texts.bot.openOnDevice, data('openOnDevice'))
    .row()
    .text(texts.bot.openNowhere, data('openNowhere'));
  await ctx.reply(fill(texts.bot.noCodeQuestion, { subject: subjectOf(view) }), { reply_markup: keyboard });
  return {};
}

async function noCode(press: Press, openOnDevice: boolean): Promise<Toast> {
  const view = await viewAtStep(press);
  const logins = press.parts.loginsOf(press.userId);
  const text = await command(press, view, (waiting) =>
    logins.noCode(view.numberId, view.stepId, openOnDevice, waiting),
  );
  await dismiss(press);
  return { text };
}

/** A question that has been answered goes. */
async function dismiss({ ctx }: Press): Promise<Toast> {
  await ctx.deleteMessage().catch(() => undefined);
  return {};
}
