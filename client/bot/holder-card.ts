import { InlineKeyboard } from 'grammy';
import type { Draw } from '../../domain/chat-plan.ts';
import type { Action, LoginView } from '../../domain/login-view.ts';
import { actForAction, actForAnswer } from '../access/act-for.ts';
import { type Act, mayDo, roleFor } from '../access/roles.ts';
import { alikeNow } from '../alike-now.ts';
import { describeAlike } from '../texts/describe-alike.ts';
import { describeScan } from '../texts/describe-scan.ts';
import { fill } from '../texts/fill.ts';
import { actionLabel } from '../texts/action-label.ts';
import * as texts from '../texts/texts.ts';
import { until } from '../texts/times.ts';
import type { BotParts } from './bot-parts.ts';
import type { ButtonAct } from './button-data.ts';
import { describeInChat } from './describe-in-chat.ts';
import type { DrawnMessage } from './drawn-message.ts';
import { chatTimes, type EntryWay, entryWay, isEntered } from './entry-way.ts';
import { formatText } from './formatted-text.ts';
import { qrPng } from './qr-png.ts';
import { subjectOf } from './subject.ts';
import { atStep } from './view-buttons.ts';
import { whoAnswered } from './who-answered.ts';

type CardParts = Pick<BotParts, 'config' | 'records' | 'buttons' | 'people' | 'operators'>;

/**
 * The recovery of a password is for its page alone: whoever reads a chat is not asked for their role again. Accepting with the
 * vault wants a reason: it is for the console and the command line.
 */
const actsOf: Record<Action, ButtonAct | undefined> = {
  acceptScan: undefined,
  recover: undefined,
  backToPassword: undefined,
  resend: 'resend',
  noCode: 'noCode',
  restart: 'restart',
  scan: 'scan',
  later: 'askLater',
  resetEmail: 'newLink',
  cancel: 'askCancel',
};

/** The status message of whoever has the entry: all that is known, and everything that can be done. */
export async function holderCard(parts: CardParts, view: LoginView, draw: Draw): Promise<DrawnMessage> {
  const nowMs = Date.now();
  const userId = typeof draw.place === 'number' ? draw.place : 0;
  const { headline, lines } = describeInChat(view, nowMs);
  const asks = isEntered(view);
  const may = (act: Act): boolean => mayDo(parts.operators.roleOf(userId), act);
  const way = asks ? await wayFor(parts, view, userId, may) : { lines: [], keyboard: new InlineKeyboard() };
  const alike = await alikeNow(parts.records, view, nowMs);
  const qr = view.scan !== undefined && view.scan.expiresAtMs > nowMs ? view.scan : undefined;
  const said = describeScan(view, nowMs, chatTimes);
  const snoozedUntilMs = draw.snoozedUntilMs ?? 0;
  const all = [
    `${subjectOf(view)}: ${headline}`,
    ...lines,
    ...(said === undefined ? [] : [said]),
    ...(alike === undefined ? [] : [describeAlike(alike, nowMs, chatTimes)]),
    ...(view.ended ? await whoAnswered(parts, view) : []),
    ...(snoozedUntilMs > nowMs ? [fill(texts.bot.snoozed, { time: until(snoozedUntilMs, nowMs, chatTimes) })] : []),
    ...way.lines,
    ...(asks ? [texts.bot.neverHere] : []),
  ];
  const keyboard = addButtons(parts, view, { userId, may }, way.keyboard);
  const hasLink = way.keyboard.inline_keyboard.flat().length > 0;
  return {
    ...formatText(all.join('\n')),
    keyboard,
    protect: hasLink || qr !== undefined,
    ...(qr === undefined ? {} : { photo: qrPng(qr.link) }),
  };
}

/** Who may not answer this step is told who may, and gets no link that would only say so. */
async function wayFor(
  parts: CardParts,
  view: LoginView,
  userId: number,
  may: (act: Act) => boolean,
): Promise<Pick<EntryWay, 'lines' | 'keyboard'>> {
  const act = actForAnswer(view.step.kind);
  if (may(act)) return await entryWay(parts, view, userId);
  return { lines: [fill(texts.bot.forAnotherRole, { role: roleFor(act) })], keyboard: new InlineKeyboard() };
}

function addButtons(
  { config, buttons }: CardParts,
  view: LoginView,
  { userId, may }: { userId: number; may: (act: Act) => boolean },
  keyboard: InlineKeyboard,
): InlineKeyboard {
  const data = atStep(buttons, view, userId);
  if (view.ended) {
    if (view.step.kind === 'signedIn') return keyboard;
    return keyboard
      .text(texts.bot.startAgain, buttons.sign({ act: 'login', subject: view.numberId }, userId))
      .text(texts.login.actions.scan, buttons.sign({ act: 'loginQr', subject: view.numberId }, userId));
  }
  if (keyboard.inline_keyboard.flat().length > 0) keyboard.text(texts.bot.newLink, data('newLink'));
  const { step } = view;
  const takesDigits = step.kind === 'enterCode' && step.format.kind === 'digits';
  if (config.keypad && takesDigits) keyboard.text(texts.bot.keypad, data('openKeypad'));
  const shown = view.actions.flatMap((action) => {
    const act = actsOf[action];
    return act === undefined || !may(actForAction(action)) ? [] : [{ action, act }];
  });
  for (const [index, { action, act }] of shown.entries()) {
    if (index % 2 === 0) keyboard.row();
    keyboard.text(actionLabel(step, action), data(act));
  }
  if (view.actions.length === 0) return keyboard;
  return keyboard
    .row()
    .text(texts.bot.handOver, data('handOver'))
    .text(texts.bot.snoozeShort, data('snooze', '15'))
    .text(texts.bot.snoozeLong, data('snooze', '60'));
}
