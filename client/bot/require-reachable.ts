import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { type Asking, isPrivate } from './asking.ts';
import { botApiTrouble } from './bot-api-trouble.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { botAddress, startAddress } from './bot-address.ts';

/** A bot may not write to people who never opened it: what begins in the group and goes on in private asks first. */
export async function requireReachable({ parts, ctx, userId }: Asking): Promise<void> {
  if (isPrivate(ctx)) return;
  try {
    await parts.api.sendChatAction(userId, 'typing');
  } catch (error) {
    if (botApiTrouble(error).kind !== 'unreachable') throw error;
    const address = botAddress(parts.me);
    // After a press of Take, /start goes on where it ended.
    const data = ctx.callbackQuery?.data;
    const url = data === undefined ? undefined : startAddress(parts.me, data);
    throw new ChatRefusalError(fill(texts.bot.openMeFirst, { address }), url);
  }
}
