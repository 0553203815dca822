import { botTexts } from '../texts/en-bot.ts';
import { fill } from '../texts/fill.ts';
import { type Asking, isPrivate } from './asking.ts';
import { botApiTrouble } from './bot-api-trouble.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { botAddress } from './bot-address.ts';

/** A bot may not write to people who never opened it: what begins in the group and goes on in private asks first. */
export async function requireReachable({ parts, ctx, userId }: Asking): Promise<void> {
  if (isPrivate(ctx)) return;
  try {
    await parts.api.sendChatAction(userId, 'typing');
  } catch (error) {
    if (botApiTrouble(error).kind !== 'unreachable') throw error;
    throw new ChatRefusalError(fill(botTexts.openMeFirst, { address: botAddress(parts.me) }));
  }
}
