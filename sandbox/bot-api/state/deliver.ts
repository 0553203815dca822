import { wireMessage } from '../wire.ts';
import type { BotWorld } from './bot-world.ts';
import type { Chat } from './chat-book.ts';
import type { Message } from './message.ts';

/** Puts what somebody wrote into the chat, and before the bot where it gets to see it. */
export function deliver(
  world: BotWorld,
  chat: Chat,
  draft: Omit<Message, 'id' | 'atMs' | 'silent' | 'isProtected' | 'edits'>,
): Message {
  const message: Message = {
    ...draft,
    id: world.chats.nextId(chat),
    atMs: world.nowMs(),
    silent: false,
    isProtected: false,
    edits: 0,
  };
  world.chats.store(message);
  if (isSeen(world, chat, message)) world.updates.add('message', wireMessage(world, message));
  world.events.emit({ kind: 'message', chatId: chat.id, messageId: message.id });
  return message;
}

/**
 * Privacy mode: of a group the bot gets commands that name it or nobody, and replies to it. (With several bots in a group
 * commands that name nobody go to the one that wrote last; here it is alone.)
 */
function isSeen({ bot, chats }: BotWorld, chat: Chat, { content, replyToId }: Message): boolean {
  if (chat.kind === 'private' || chat.bot === 'administrator') return true;
  if (chat.bot !== 'member') return false;
  if (!bot.privacyMode) return true;
  if (replyToId !== undefined && chats.message(chat.id, replyToId)?.sender.kind === 'bot') return true;
  if (content.kind !== 'text') return false;
  const [, named] = /^\/\w+(?:@(\w+))?(?!\S)/.exec(content.text) ?? ['', ''];
  return named === undefined || named.toLowerCase() === bot.username.toLowerCase();
}
