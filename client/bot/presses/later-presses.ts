import { InlineKeyboard } from 'grammy';
import { type Appointment, readAppointment } from '../../read-appointment.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { command } from '../act-on-login.ts';
import { requireAct } from '../asking.ts';
import { ChatRefusalError } from '../chat-refusal-error.ts';
import { subjectOf } from '../subject.ts';
import { atStep } from '../view-buttons.ts';
import { type Press, type Toast, viewAtStep } from './press.ts';

/** By the `arg` of a button; other times are for the console and the command line. */
const choices = { h1: 'in 1 h', h3: 'in 3 h', t9: 'tomorrow 09:00' } as const;
type Choice = keyof typeof choices;

export async function askLater(press: Press): Promise<Toast> {
  requireAct(press, 'cancelLogin');
  const { parts, ctx, userId } = press;
  const view = await viewAtStep(press);
  const data = atStep(parts.buttons, view, userId);
  const { timeZone } = parts.config;
  const keyboard = new InlineKeyboard()
    .text(texts.bot.laterInOneHour, data('putOff', 'h1'))
    .text(texts.bot.laterInThreeHours, data('putOff', 'h3'))
    .row()
    .text(fill(texts.bot.laterTomorrow, { timeZone }), data('putOff', 't9'))
    .row()
    .text(texts.bot.endForNow, data('endForNow'))
    .text(texts.bot.dismiss, data('dismiss'));
  await ctx.reply(fill(texts.bot.laterQuestion, { subject: subjectOf(view) }), { reply_markup: keyboard });
  return {};
}

export async function putOff(press: Press): Promise<Toast> {
  return await later(press, appointmentOf(press));
}

export async function endForNow(press: Press): Promise<Toast> {
  return await later(press);
}

async function later(press: Press, appointment?: Appointment): Promise<Toast> {
  const view = await viewAtStep(press);
  const logins = press.parts.loginsOf(press.userId);
  const text = await command(press, view, (waiting) => logins.later(view.numberId, view.stepId, appointment, waiting));
  await press.ctx.deleteMessage().catch(() => undefined);
  return { text };
}

function appointmentOf({ parts, button }: Press): Appointment {
  const arg = button.arg ?? '';
  const at = isChoice(arg)
    ? readAppointment(choices[arg], { nowMs: Date.now(), timeZone: parts.config.timeZone })
    : undefined;
  if (at === undefined) throw new ChatRefusalError(texts.bot.forged);
  return at;
}

function isChoice(arg: string): arg is Choice {
  return Object.hasOwn(choices, arg);
}
