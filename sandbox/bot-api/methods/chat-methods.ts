import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { Chat, GroupChat } from '../state/chat-book.ts';
import { reachChat } from '../state/reach-chat.ts';
import { wireBot, wireChat, wireUser } from '../wire.ts';
import { method } from './method.ts';
import { chatId, flag, integer, messageId } from './parameter-types.ts';

const actions = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

export const chatMethods = {
  getChat: method(z.object({ chat_id: chatId }), (world, { chat_id: id }) => ({
    ...wireChat(world, reachChat(world, id, 'know')),
    accent_color_id: 0,
    max_reaction_count: 11,
  })),

  getChatMember: method(z.object({ chat_id: chatId, user_id: integer }), (world, parameters) => {
    const chat = reachChat(world, parameters.chat_id, 'know');
    return wireMember(world, chat, parameters.user_id);
  }),

  getChatAdministrators: method(z.object({ chat_id: chatId }), (world, { chat_id: id }) => {
    const group = groupOf(reachChat(world, id, 'know'), 'there are no administrators in the private chat');
    const ids = [...group.admins, ...(group.bot === 'administrator' ? [world.bot.id] : [])];
    return ids.map((userId) => wireMember(world, group, userId));
  }),

  leaveChat: method(z.object({ chat_id: chatId }), (world, { chat_id: id }) => {
    const why = "chat member status can't be changed in private chats";
    groupOf(reachChat(world, id, 'know'), why).bot = 'left';
    world.events.emit({ kind: 'surroundings' });
    return true;
  }),

  sendChatAction: method(
    z.object({ chat_id: chatId, action: z.string().default('') }),
    (world, { chat_id: id, action }) => {
      const chat = reachChat(world, id, 'write');
      if (!actions.includes(action)) throw badRequest('wrong parameter action in request');
      world.events.emit({ kind: 'action', chatId: chat.id, action });
      return true;
    },
  ),

  pinChatMessage: method(
    z.object({ chat_id: chatId, message_id: messageId, disable_notification: flag }),
    (world, { chat_id: id, message_id: message }) => {
      const chat = pinnable(world, id);
      if (!world.chats.message(chat.id, message)) throw badRequest('message to pin not found');
      const pinned = world.pinned.get(chat.id) ?? new Set<number>();
      world.pinned.set(chat.id, pinned.add(message));
      world.events.emit({ kind: 'pin', chatId: chat.id, messageId: message });
      return true;
    },
  ),

  unpinChatMessage: method(z.object({ chat_id: chatId, message_id: messageId }), (world, parameters) => {
    const chat = pinnable(world, parameters.chat_id);
    const pinned = world.pinned.get(chat.id) ?? new Set<number>();
    const message = parameters.message_id || Math.max(0, ...pinned);
    if (!pinned.delete(message)) throw badRequest('message to unpin not found');
    world.events.emit({ kind: 'pin', chatId: chat.id, messageId: message });
    return true;
  }),
};

function pinnable(world: BotWorld, id: number | string): Chat {
  const chat = reachChat(world, id, 'write');
  if (chat.kind === 'private' || chat.bot === 'administrator') return chat;
  throw badRequest('not enough rights to manage pinned messages in the chat');
}

function groupOf(chat: Chat, otherwise: string): GroupChat {
  if (chat.kind !== 'private') return chat;
  throw badRequest(otherwise);
}

function wireMember(world: BotWorld, chat: Chat, userId: number): object {
  if (userId === world.bot.id) {
    const status = chat.kind === 'private' ? 'member' : chat.bot;
    return { user: wireBot(world.bot), status, ...(status === 'administrator' ? rights : {}) };
  }
  if (!world.chats.people.has(userId)) throw badRequest('member not found');
  const user = wireUser(world, userId);
  if (chat.kind === 'private') {
    if (chat.id !== userId) throw badRequest('member not found');
    return { user, status: 'member' };
  }
  if (chat.admins.has(userId)) return { user, status: 'administrator', ...rights };
  return { user, status: chat.members.has(userId) ? 'member' : 'left' };
}

/** Of an administrator, those that anything here depends on. */
const rights = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_pin_messages: true,
};
