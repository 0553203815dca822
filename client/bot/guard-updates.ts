import type { Context, NextFunction } from 'grammy';
import * as texts from '../texts/texts.ts';
import { botApiTrouble } from './bot-api-trouble.ts';
import type { BotParts } from './bot-parts.ts';

/** In whose name anonymous administrators and channels write in groups. */
const NOBODY = new Set([1_087_968_824, 136_817_688]);
const SAY_AGAIN_MS = 10 * 60_000;
const MOST_STRANGERS = 1_000;

/** Lets operators through, in private and in their group. Strangers get silence and one line in the log. */
export function guardUpdates(parts: Pick<BotParts, 'config' | 'operators' | 'logger'>) {
  const { config, operators, logger } = parts;
  const seen = new Map<number, number>();
  /** Once per stranger in a while, for a log is easily flooded. */
  const note = (id: number, what: string): void => {
    if (Date.now() - (seen.get(id) ?? 0) < SAY_AGAIN_MS) return;
    if (seen.size > MOST_STRANGERS) seen.clear();
    seen.set(id, Date.now());
    logger.info({ telegramId: id }, what);
  };
  return async (ctx: Context, next: NextFunction): Promise<void> => {
    const { chat, from } = ctx;
    const movedTo = newIdIn(ctx, config.opsChatId);
    if (movedTo !== undefined) {
      opsChatMoved({ config, logger }, movedTo);
      return;
    }
    if (chat !== undefined && chat.type !== 'private' && chat.id !== config.opsChatId) {
      note(chat.id, 'The bot was in a chat that is not LATCHKEY_OPS_CHAT, and left it');
      await leave(ctx);
      return;
    }
    // Who puts the bot into the operators' group need not be one of them.
    if (ctx.myChatMember !== undefined && chat?.type !== 'private') await next();
    if (from !== undefined && ctx.myChatMember === undefined) {
      const isMasked = NOBODY.has(from.id) || (ctx.msg?.sender_chat !== undefined && ctx.callbackQuery === undefined);
      if (isMasked) {
        if (isForBot(ctx)) await ctx.reply(texts.bot.anonymous);
        return;
      }
      if (operators.roleOf(from.id) !== undefined && !from.is_bot) await next();
      else note(from.id, 'Somebody who is no operator wrote to the bot');
    }
  };
}

/** Believed of the operators' group alone: anybody may have a group, and let it become a supergroup. */
function newIdIn({ chat, msg }: Context, opsChatId: number | undefined): number | undefined {
  if (chat === undefined || opsChatId === undefined) return undefined;
  if (chat.id === opsChatId) return msg?.migrate_to_chat_id;
  return msg?.migrate_from_chat_id === opsChatId ? chat.id : undefined;
}

/** A group that becomes a supergroup has another id: followed while this process runs, and to be set for the next one. */
export function opsChatMoved({ config, logger }: Pick<BotParts, 'config' | 'logger'>, chatId: number): void {
  if (config.opsChatId === chatId) return;
  config.opsChatId = chatId;
  logger.error({ chatId }, 'The operators’ group has a new id. Set LATCHKEY_OPS_CHAT to it');
}

/** What others of the group say to each other is not answered. */
function isForBot({ msg, me }: Context): boolean {
  return msg?.text?.startsWith('/') === true || msg?.reply_to_message?.from?.id === me.id;
}

async function leave(ctx: Context): Promise<void> {
  if (ctx.myChatMember !== undefined && ['left', 'kicked'].includes(ctx.myChatMember.new_chat_member.status)) return;
  try {
    await ctx.leaveChat();
  } catch (error) {
    if (botApiTrouble(error).kind === 'wait') throw error;
  }
}
