import { InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';
import { looksLikeCode, TELEGRAM_USER_ID } from '../../domain/chat-secrets.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { readPhoneNumber } from '../phone-number.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { cardOf, entriesOf } from './active-entry.ts';
import { type Asking, isPrivate, noteAct } from './asking.ts';
import { actorOf } from './bot-parts.ts';
import { isKnownCommand } from './commands.ts';
import { entryWay } from './entry-way.ts';
import { formatText } from './formatted-text.ts';
import { concernsPassword } from './password-prompts.ts';
import { isNote } from './hand-over-note.ts';

type Secret = 'code' | 'password';

/** A secret stands in the chat for as long as Temporal is waited for. */
const PATIENCE_MS = 1_500;

/**
 * Deletes what must not stand in a chat, and says where it belongs. True when the message was such. Nothing is started anew:
 * a code that somebody else than its owner posted may live.
 */
export async function guardSecrets(asking: Asking, message: Message): Promise<boolean> {
  const secret = await secretIn(asking, message);
  if (secret === undefined) return false;
  const isGone = await asking.ctx.api.deleteMessage(message.chat.id, message.message_id).then(
    () => true,
    () => false,
  );
  await explain(asking, secret, isGone);
  return true;
}

async function secretIn(asking: Asking, message: Message): Promise<Secret | undefined> {
  const text = message.text ?? message.caption ?? '';
  if (isForwardedCode(message)) return 'code';
  if (!isPrivate(asking.ctx)) return undefined;
  if (looksLikeCode(text)) return 'code';
  if (text === '' || isNote(asking.parts, message) || isKnownCommand(text)) return undefined;
  return (await followsPrompt(asking, message, text)) ? 'password' : undefined;
}

/**
 * Whether a password was asked for when it was written, of this operator or of nobody knows whom. A phone number is for the
 * next sign-in as soon as the prompt is over.
 */
async function followsPrompt({ parts, userId }: Asking, message: Message, text: string): Promise<boolean> {
  const atMs = (message.edit_date ?? message.date) * 1_000;
  const isPhone = readPhoneNumber(text).kind === 'phone';
  const asked = (await parts.prompts.at(atMs)).filter(({ step }) => !isPhone || concernsPassword(step.kind));
  const concerned = await Promise.all(
    asked.map(async ({ loginId, startedBy }) => {
      const card = await cardOf(parts.cards, loginId, PATIENCE_MS);
      if (card === 'silent') return true;
      if (card === 'none') return startedBy === actorOf(userId);
      return card.holder === undefined || card.holder === userId;
    }),
  );
  return concerned.includes(true);
}

/** Telegram's own messages bring codes; a link with a code in it is one in any chat. */
function isForwardedCode({ forward_origin: origin, text = '', caption = '' }: Message): boolean {
  if (origin?.type === 'user' && origin.sender_user.id === TELEGRAM_USER_ID) return true;
  const said = `${text} ${caption}`;
  return /login/iu.test(said) && /(?:me\/|:\/{0,2})login/iu.test(said) && looksLikeCode(said);
}

async function explain(asking: Asking, secret: Secret, isGone: boolean): Promise<void> {
  const { parts, ctx, userId } = asking;
  const entry = isPrivate(ctx) ? await entryFor(asking, secret) : undefined;
  const what = secret === 'code' ? texts.bot.secretCode : texts.bot.secretPassword;
  const way = entry === undefined ? undefined : await entryWay(parts, entry, userId);
  const lines = [
    fill(isGone ? texts.bot.secretDeleted : texts.bot.secretStays, { what }),
    ...(secret === 'password' ? [texts.bot.passwordNext] : [texts.bot.secretMayLive]),
    ...(way?.lines ?? (isPrivate(ctx) ? [texts.bot.secretNowhere] : [])),
  ];
  const { text, entities } = formatText(lines.join('\n'));
  await ctx.reply(text, {
    entities: entities.slice(1),
    reply_markup: way?.keyboard ?? new InlineKeyboard(),
    protect_content: true,
  });
  await noteAct(asking, 'secretDeleted', {
    detail: secret,
    ...(entry === undefined ? {} : { numberId: entry.numberId }),
  });
}

/** Where it belongs: the sign-in of this operator that asks for it. */
async function entryFor({ parts, userId }: Asking, secret: Secret): Promise<LoginView | undefined> {
  const views = (await entriesOf(parts, userId, PATIENCE_MS)).map(({ view }) => view);
  const forCode = secret === 'code' ? views.find(({ step }) => step.kind === 'enterCode') : undefined;
  return forCode ?? views.find(({ step }) => concernsPassword(step.kind));
}
