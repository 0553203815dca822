import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { markupSchema, readMarkup } from '../keyboard.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { Chat } from '../state/chat-book.ts';
import type { Content, Message } from '../state/message.ts';
import { wireMessage } from '../wire.ts';
import { chatId, flag, integer, json } from './parameter-types.ts';

/** What every sending method takes. */
export const sendingSchema = z.object({
  chat_id: chatId,
  disable_notification: flag,
  protect_content: flag,
  reply_parameters: json(
    z.object({ message_id: integer, allow_sending_without_reply: z.boolean().default(false) }).optional(),
  ),
  reply_markup: json(markupSchema.optional()),
});

/** Puts the bot's message into a chat that it may write to. */
export function sendMessage(
  world: BotWorld,
  chat: Chat,
  content: Content,
  parameters: z.output<typeof sendingSchema>,
): object {
  const markup = readMarkup(parameters.reply_markup, {
    isPrivate: chat.kind === 'private',
    dotlessHosts: world.rules.dotlessHosts,
  });
  const message: Message = {
    chatId: chat.id,
    id: 0,
    atMs: world.nowMs(),
    sender: { kind: 'bot' },
    content,
    ...markup,
    replyToId: repliedTo(world, chat, parameters.reply_parameters),
    silent: parameters.disable_notification,
    isProtected: parameters.protect_content,
    edits: 0,
  };
  const sent = { ...message, id: world.chats.nextId(chat) };
  world.chats.store(sent);
  if (!sent.silent) world.notified.push(sent);
  world.events.emit({ kind: 'message', chatId: chat.id, messageId: sent.id });
  return wireMessage(world, sent);
}

function repliedTo(
  world: BotWorld,
  chat: Chat,
  reply: z.output<typeof sendingSchema>['reply_parameters'],
): number | undefined {
  if (reply === undefined) return undefined;
  if (world.chats.message(chat.id, reply.message_id)) return reply.message_id;
  if (reply.allow_sending_without_reply) return undefined;
  throw badRequest('message to be replied not found');
}
