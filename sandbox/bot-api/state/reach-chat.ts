import { badRequest, forbidden } from '../api-error.ts';
import type { BotWorld } from './bot-world.ts';
import type { Chat } from './chat-book.ts';

/** 'know': what a blocked bot still can, such as deleting; 'write': sending and editing. */
export function reachChat(world: BotWorld, given: number | string, access: 'know' | 'write'): Chat {
  if (given === '') throw badRequest('chat_id is empty');
  const chat = typeof given === 'number' ? world.chats.find(given) : undefined;
  if (chat === undefined) throw badRequest('chat not found');
  if (chat.kind === 'private') {
    if (!chat.isStarted) throw unknownPerson(world, chat.id);
    if (chat.isBlocked && access === 'write') throw forbidden('bot was blocked by the user');
    return chat;
  }
  if (chat.bot === 'kicked') throw forbidden(`bot was kicked from the ${chat.kind} chat`);
  if (chat.bot === 'left') throw forbidden(`bot is not a member of the ${chat.kind} chat`);
  return chat;
}

/** Somebody who never wrote to the bot is known to it from a group, or not at all. */
function unknownPerson({ chats }: BotWorld, userId: number): Error {
  const isMet = [...chats.groups.values()].some(
    ({ members, bot }) => (bot === 'member' || bot === 'administrator') && members.has(userId),
  );
  return isMet ? forbidden("bot can't initiate conversation with a user") : badRequest('chat not found');
}
