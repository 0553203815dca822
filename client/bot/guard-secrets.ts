import { InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';
import { looksLikeCode, TELEGRAM_USER_ID } from '../../domain/chat-secrets.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { entriesOf } from './active-entry.ts';
import { type Asking, isPrivate, noteAct } from './asking.ts';
import { entryWay } from './entry-way.ts';
import { formatText } from './formatted-text.ts';
import { isNote } from './hand-over-note.ts';

type Secret = 'code' | 'password';

/**
 * Deletes what must not stand in a chat, and says where it belongs. True when the message was such. Nothing is started anew:
 * a code that somebody else than its owner posted may live.
 */
export async function guardSecrets(asking: Asking, message: Message): Promise<boolean> {
  const { parts, ctx, userId } = asking;
  const inPrivate = isPrivate(ctx);
  const text = message.text ?? message.caption ?? '';
  const isCode = isForwardedCode(message) || (inPrivate && looksLikeCode(text));
  const mayBePassword = inPrivate && text !== '' && !text.startsWith('/') && !isNote(parts, message);
  if (!isCode && !mayBePassword) return false;
  const entries = inPrivate ? (await entriesOf(parts, userId)).map(({ view }) => view) : [];
  const asksPassword = entries.find(({ step }) => step.kind === 'enterPassword');
  if (!isCode && asksPassword === undefined) return false;
  const asksCode = entries.find(({ step }) => step.kind === 'enterCode');
  if (isCode) await refuse(asking, message, 'code', asksCode ?? asksPassword);
  else await refuse(asking, message, 'password', asksPassword);
  return true;
}

/** Telegram's own messages bring codes; a link with a code in it is one in any chat. */
function isForwardedCode({ forward_origin: origin, text = '', caption = '' }: Message): boolean {
  if (origin?.type === 'user' && origin.sender_user.id === TELEGRAM_USER_ID) return true;
  const said = `${text} ${caption}`;
  return /login/iu.test(said) && /(?:me\/|:\/{0,2})login/iu.test(said) && looksLikeCode(said);
}

async function refuse(asking: Asking, message: Message, secret: Secret, entry: LoginView | undefined): Promise<void> {
  const { parts, ctx, userId } = asking;
  const isGone = await ctx.api.deleteMessage(message.chat.id, message.message_id).then(
    () => true,
    () => false,
  );
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
