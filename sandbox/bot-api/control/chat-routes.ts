import { z } from 'zod';
import { shownKeysSchema } from '../shown-keys.ts';
import { shownMessageSchema } from '../shown-message.ts';
import { pressAnswerSchema } from '../state/callback-book.ts';
import { forwardOriginSchema } from '../state/message.ts';
import { bodyRoute, plainRoute } from './bot-route.ts';
import type { BotRoute } from './bot-route.ts';

const message = shownMessageSchema.meta({ id: 'BotMessage' });
const messages = z.strictObject({ messages: z.array(message) });
const written = z.strictObject({ messageId: z.int().positive() });

const text = z.string().min(1);
const sayingSchema = z.union([
  z.strictObject({
    userId: z.int().positive(),
    text,
    forwardFrom: forwardOriginSchema.optional(),
    replyToId: z.int().positive().optional(),
  }),
  z.strictObject({ anonymousAdmin: z.literal(true), text }),
  z.strictObject({ channel: z.strictObject({ id: z.int().negative(), title: z.string() }), text }),
]);
const pressSchema = z.strictObject({
  userId: z.int().positive(),
  button: z.union([z.string(), z.int().min(0)]).describe('Its text, or its place from 0 on.'),
});

/** What is said and seen in chats; CHAT is a person's number or a group's. */
export const chatRoutes: Readonly<Record<string, BotRoute>> = {
  'GET /bot/chats/CHAT/messages': plainRoute(
    'What is in the chat now: edits applied, deleted ones gone.',
    messages,
    (api, { chat = 0 }) => ({ messages: api.chats.messages(chat) }),
  ),
  'POST /bot/chats/CHAT/messages': bodyRoute(
    'A person, an anonymous administrator or a channel writes. The first message of a person opens the private chat.',
    { body: sayingSchema, answer: written },
    (api, { chat = 0 }, said) => {
      if ('userId' in said) return { messageId: api.chats.say(chat, said.userId, said) };
      if ('channel' in said) return { messageId: api.chats.senderChat(chat, said.channel, said.text) };
      return { messageId: api.chats.anonymousAdmin(chat, said.text) };
    },
  ),
  'POST /bot/chats/CHAT/messages/MESSAGE/press': bodyRoute(
    'A person presses a button. Answers when the bot has, with null when it has not in time.',
    { body: pressSchema, answer: z.strictObject({ answer: pressAnswerSchema.nullable() }) },
    async (api, { chat = 0, message: id = 0 }, { userId, button }) => ({
      answer: (await api.chats.press(chat, id, userId, button)) ?? null,
    }),
  ),
  'DELETE /bot/chats/CHAT/messages/MESSAGE': bodyRoute(
    'A person deletes a message for both sides. The bot is not told.',
    { body: z.strictObject({ userId: z.int().positive() }), answer: z.strictObject({ deleted: z.int() }) },
    (api, { chat = 0, message: id = 0 }, { userId }) => {
      api.chats.erase(chat, id, userId);
      return { deleted: id };
    },
  ),
  'GET /bot/chats/CHAT/deleted': plainRoute(
    'Messages that were deleted, oldest deletion first.',
    z.strictObject({
      messages: z.array(shownMessageSchema.extend({ deletedBy: z.union([z.literal('bot'), z.int()]) })),
    }),
    (api, { chat = 0 }) => ({ messages: api.chats.deleted(chat) }),
  ),
  'GET /bot/chats/CHAT/notifications': plainRoute(
    "The bot's messages that made a phone ring, as they arrived: no edits, none that were sent silently.",
    messages,
    (api, { chat = 0 }) => ({ messages: api.chats.notifications(chat) }),
  ),
  'GET /bot/chats/CHAT/keys': plainRoute(
    'The keys below the input field; null when there are none.',
    z.strictObject({ keys: shownKeysSchema.nullable() }),
    (api, { chat = 0 }) => ({ keys: api.chats.keys(chat) ?? null }),
  ),
};
