import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { activeEntry } from './active-entry.ts';
import type { Asking } from './asking.ts';
import { isPrivate, noteAct, requireAct } from './asking.ts';
import { beginLogin } from './begin-login.ts';
import { dataOfStart } from './bot-address.ts';
import type { ButtonAct } from './button-data.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { consoleWay } from './entry-way.ts';
import { findNumbers } from './find-numbers.ts';
import { formatText } from './formatted-text.ts';
import { listLogins } from './list-logins.ts';
import { type Picker, pickNumber } from './pick-number.ts';
import { askCancel, resend } from './act-on-login.ts';
import { readableViews } from '../readable-views.ts';
import { showLogin } from './show-login.ts';
import { type NumberMeant, numberMeant } from './subject.ts';
import { takeLogin } from './take-login.ts';

export type CommandName = keyof typeof texts.botCommands | 'start';
type Command = (asking: Asking, argument: string) => Promise<void>;

/** What each command that takes a number does with the one that was meant, and with a tap on one of several. */
const picked: Partial<Record<CommandName, ButtonAct>> = {
  login: 'login',
  qr: 'loginQr',
  show: 'show',
  resend: 'show',
  cancel: 'show',
};

export const commands: Record<CommandName, Command> = {
  start: async (asking, argument) => {
    const { parts, userId } = asking;
    const button = argument === '' ? undefined : parts.buttons.read(dataOfStart(argument), userId);
    if (button?.act !== 'take' || button.subject === undefined) {
      await help(asking);
      return;
    }
    const row = await parts.records.view(button.subject);
    const [view] = row === undefined ? [] : readableViews([row]);
    if (view === undefined || view.ended) throw new ChatRefusalError(texts.bot.ended);
    await takeLogin(asking, view);
  },
  help,
  whoami: async ({ parts, ctx, userId }) => {
    const role = parts.operators.roleOf(userId) ?? '';
    const ops = ctx.chat?.id === parts.config.opsChatId ? [texts.bot.whoamiOps] : [];
    await ctx.reply([fill(texts.bot.whoami, { userId, role }), ...ops].join('\n'));
  },
  logins: async (asking) => {
    requireAct(asking, 'look');
    const { text, entities, keyboard } = await listLogins(asking.parts, 1);
    await asking.ctx.reply(text, { entities, reply_markup: keyboard });
  },
  console: async (asking) => {
    requireAct(asking, 'look');
    const { parts, ctx, userId } = asking;
    if (!isPrivate(ctx)) throw new ChatRefusalError(texts.bot.privateOnly);
    const way = await consoleWay(parts, userId);
    if (way === undefined) throw new ChatRefusalError(texts.bot.noLinks);
    const { text, entities } = formatText(way.lines.join('\n'));
    await ctx.reply(text, { entities: entities.slice(1), reply_markup: way.keyboard, protect_content: true });
    await noteAct(asking, 'link');
  },
  login: async (asking, argument) => {
    requireAct(asking, 'startLogin');
    const { ctx } = asking;
    const number = await theNumber(asking, 'login', argument);
    if (number !== undefined) await beginLogin(asking, number.numberId, `login ${ctx.update.update_id}`);
  },
  qr: async (asking, argument) => {
    requireAct(asking, 'startLogin');
    const { ctx } = asking;
    const number = await theNumber(asking, 'qr', argument);
    if (number !== undefined) await beginLogin(asking, number.numberId, `qr ${ctx.update.update_id}`, { scan: true });
  },
  show: async (asking, argument) => {
    requireAct(asking, 'look');
    const number = await theNumber(asking, 'show', argument, { orEntry: true });
    if (number !== undefined) await showLogin(asking, number);
  },
  resend: async (asking, argument) => {
    const number = await theNumber(asking, 'resend', argument, { orEntry: true });
    if (number !== undefined) await resend(asking, number);
  },
  cancel: async (asking, argument) => {
    const number = await theNumber(asking, 'cancel', argument, { orEntry: true });
    if (number !== undefined) await askCancel(asking, number);
  },
};

async function help({ parts, ctx }: Asking): Promise<void> {
  const lines = Object.entries(texts.botCommands).map(([name, text]) => `/${name} – ${text}`);
  const hasHost = parts.config.publicUrl === undefined;
  await ctx.reply(
    [texts.bot.help, '', ...lines, '', texts.bot.helpStart, ...(hasHost ? [texts.bot.noLinks] : [])].join('\n'),
  );
}

/** The one number that was meant; several are answered with a choice. `orEntry`: without a text, the one that is in hand. */
async function theNumber(
  { parts, ctx, userId }: Asking,
  name: CommandName,
  argument: string,
  { orEntry = false } = {},
): Promise<NumberMeant | undefined> {
  if (argument === '' && orEntry) {
    const active = await activeEntry(parts, userId);
    if (active === undefined) throw new ChatRefusalError(fill(texts.bot.noEntry, { command: `/${name}` }));
    return active;
  }
  const numbers = await findNumbers(parts.records, argument);
  const [only, ...others] = numbers;
  if (only !== undefined && others.length === 0 && argument !== '') return numberMeant(only);
  const { text, keyboard } = pickNumber(parts, numbers, { act: picked[name] ?? 'show', at: 1, all: argument === '' });
  // A further page reads the text that was typed out of the command that this answers.
  await ctx.reply(text, { reply_markup: keyboard, reply_parameters: replyTo(ctx.msgId) });
  return undefined;
}

function replyTo(messageId: number | undefined): { message_id: number; allow_sending_without_reply: true } {
  return { message_id: messageId ?? 0, allow_sending_without_reply: true };
}

/** A further page of the choice that answers a command. */
export async function furtherNumbers({ parts, ctx }: Asking, at: number): Promise<Picker | undefined> {
  const [, name = '', argument = ''] =
    /^\/([a-z]+)(?:@\w+)?\s*(.*)$/su.exec(ctx.msg?.reply_to_message?.text ?? '') ?? [];
  const act = isCommand(name) ? picked[name] : undefined;
  if (act === undefined) return undefined;
  return pickNumber(parts, await findNumbers(parts.records, argument), { act, at, all: argument === '' });
}

/** A text that begins as one of the commands does. */
export function isKnownCommand(text: string): boolean {
  const [, name = ''] = /^\/([a-z]+)(?:@\w+)?(?:\s|$)/iu.exec(text) ?? [];
  return isCommand(name.toLowerCase());
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
