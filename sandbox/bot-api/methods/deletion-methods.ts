import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { Chat } from '../state/chat-book.ts';
import type { Message } from '../state/message.ts';
import { reachChat } from '../state/reach-chat.ts';
import { method } from './method.ts';
import { chatId, integer, json, messageId } from './parameter-types.ts';

/** Older messages stay, unless the bot is an administrator. */
const deletableForMs = 48 * 3_600_000;

export const deletionMethods = {
  deleteMessage: method(z.object({ chat_id: chatId, message_id: messageId }), (world, parameters) => {
    if (parameters.chat_id === '') throw badRequest('chat identifier is not specified');
    const chat = reachChat(world, parameters.chat_id, 'know');
    if (parameters.message_id === 0) throw badRequest('message identifier is not specified');
    const message = world.chats.message(chat.id, parameters.message_id);
    if (message === undefined) throw badRequest('message to delete not found');
    return remove(world, chat, [message]);
  }),

  /** Those that are not there are passed over. */
  deleteMessages: method(
    z.object({ chat_id: chatId, message_ids: json(z.array(integer).default([])) }),
    (world, { chat_id: inChat, message_ids: ids }) => {
      const chat = reachChat(world, inChat, 'know');
      if (ids.length === 0) throw badRequest('message identifiers are not specified');
      if (ids.length > 100) throw badRequest('too many message identifiers specified');
      const found = [...new Set(ids)].flatMap((id) => world.chats.message(chat.id, id) ?? []);
      return remove(world, chat, found);
    },
  ),
};

function remove(world: BotWorld, chat: Chat, messages: readonly Message[]): true {
  if (!messages.every((message) => mayDelete(world, chat, message))) {
    throw badRequest("message can't be deleted for everyone");
  }
  for (const message of messages) {
    world.chats.remove(message, 'bot');
    world.events.emit({ kind: 'delete', chatId: chat.id, messageId: message.id });
  }
  return true;
}

function mayDelete(world: BotWorld, chat: Chat, { sender, atMs }: Message): boolean {
  if (chat.kind !== 'private' && chat.bot === 'administrator') return true;
  const isOwn = sender.kind === 'bot' || chat.kind === 'private';
  return isOwn && world.nowMs() - atMs < deletableForMs;
}
