import type { BotIdentity, Person } from './bot-api-options.ts';
import type { BotWorld } from './state/bot-world.ts';
import type { Chat } from './state/chat-book.ts';
import type { Content, Message, Sender } from './state/message.ts';

/** Telegram's own: in whose name an anonymous administrator and a channel write. */
const groupAnonymousBot = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const channelBot = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

export function wireBot({ id, username, firstName }: BotIdentity): object {
  return { id, is_bot: true, first_name: firstName, username };
}

export function wirePerson(person: Person): object {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.username === undefined ? {} : { username: person.username }),
    ...(person.languageCode === undefined ? {} : { language_code: person.languageCode }),
  };
}

export function wireUser(world: BotWorld, userId: number): object {
  const person = world.chats.people.get(userId);
  return person === undefined ? { id: userId, is_bot: false, first_name: 'Unknown' } : wirePerson(person);
}

export function wireChat(world: BotWorld, chat: Chat): object {
  if (chat.kind !== 'private') return { id: chat.id, title: chat.title, type: chat.kind };
  const person = world.chats.people.get(chat.id);
  return {
    id: chat.id,
    first_name: person?.firstName ?? 'Unknown',
    ...(person?.username === undefined ? {} : { username: person.username }),
    type: 'private',
  };
}

/** A message in the Bot API's words; a message that it replies to comes along, once. */
export function wireMessage(world: BotWorld, message: Message, nesting: 'with' | 'without' = 'with'): object {
  const chat = world.chats.find(message.chatId);
  if (chat === undefined) throw new Error(`a message in chat ${message.chatId}, which is not there`);
  const repliedTo =
    message.replyToId === undefined ? undefined : world.chats.message(message.chatId, message.replyToId);
  return {
    message_id: message.id,
    ...sender(world, chat, message.sender),
    chat: wireChat(world, chat),
    date: seconds(message.atMs),
    ...(message.editedAtMs === undefined ? {} : { edit_date: seconds(message.editedAtMs) }),
    ...forward(world, message),
    ...(repliedTo && nesting === 'with' ? { reply_to_message: wireMessage(world, repliedTo, 'without') } : {}),
    ...content(message.content, message),
    ...(message.isProtected ? { has_protected_content: true } : {}),
    ...(message.inlineKeyboard === undefined ? {} : { reply_markup: { inline_keyboard: message.inlineKeyboard } }),
  };
}

export function seconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}

function sender(world: BotWorld, chat: Chat, from: Sender): object {
  switch (from.kind) {
    case 'bot':
      return { from: wireBot(world.bot) };
    case 'user':
      return { from: wireUser(world, from.userId) };
    case 'anonymousAdmin':
      return { from: groupAnonymousBot, sender_chat: wireChat(world, chat) };
    case 'channel':
      return { from: channelBot, sender_chat: { id: from.id, title: from.title, type: 'channel' } };
  }
}

function forward(world: BotWorld, { forward: origin, atMs }: Message): object {
  if (origin === undefined) return {};
  const date = seconds(origin.atMs ?? atMs);
  return {
    forward_origin:
      origin.userId === undefined
        ? { type: 'hidden_user', sender_user_name: origin.hiddenName ?? 'Hidden', date }
        : { type: 'user', sender_user: wireUser(world, origin.userId), date },
  };
}

function content(shown: Content, { chatId, id }: Message): object {
  switch (shown.kind) {
    case 'text':
      return {
        text: shown.text,
        ...(shown.entities.length === 0 ? {} : { entities: shown.entities }),
        ...(shown.linkPreview === undefined ? {} : { link_preview_options: shown.linkPreview }),
      };
    case 'photo':
      return {
        photo: [
          {
            file_id: `photo-${chatId}-${id}`,
            file_unique_id: `p${chatId}x${id}`,
            width: 1,
            height: 1,
            file_size: shown.bytes.length,
          },
        ],
        ...(shown.text === '' ? {} : { caption: shown.text }),
        ...(shown.entities.length === 0 ? {} : { caption_entities: shown.entities }),
      };
    case 'contact':
      return {
        contact: {
          phone_number: shown.phone,
          first_name: shown.firstName,
          ...(shown.userId === undefined ? {} : { user_id: shown.userId }),
        },
      };
  }
}
