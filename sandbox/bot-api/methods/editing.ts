import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { inlineMarkupSchema, readInlineKeyboard } from '../keyboard.ts';
import type { InlineKeyboard } from '../keyboard.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { Content, Message } from '../state/message.ts';
import { reachChat } from '../state/reach-chat.ts';
import { wireMessage } from '../wire.ts';
import { chatId, json, messageId } from './parameter-types.ts';

/** What every editing method takes. */
export const editSchema = z.object({
  chat_id: chatId,
  message_id: messageId,
  reply_markup: json(inlineMarkupSchema.optional()),
});

/** The bot's own message; those with keys below the input field are past editing. */
export function editable(world: BotWorld, { chat_id: inChat, message_id: id }: z.output<typeof editSchema>): Message {
  const chat = reachChat(world, inChat, 'write');
  if (id === 0) throw badRequest('message identifier is not specified');
  const message = world.chats.message(chat.id, id);
  if (message === undefined) throw badRequest('message to edit not found');
  if (message.sender.kind !== 'bot' || message.replyKeyboard) throw badRequest("message can't be edited");
  return message;
}

export function editedKeyboard(
  world: BotWorld,
  { chat_id: inChat, reply_markup: markup }: z.output<typeof editSchema>,
): InlineKeyboard | undefined {
  const { dotlessHosts } = world.rules;
  return markup && readInlineKeyboard(markup, { isPrivate: Number(inChat) > 0, dotlessHosts });
}

/** No keyboard given: the message loses the one that it had. */
export function editMessage(
  world: BotWorld,
  message: Message,
  content: Content,
  inlineKeyboard: InlineKeyboard | undefined,
): object {
  const { chatId: inChat, id } = message;
  if (shown(message.content, message.inlineKeyboard) === shown(content, inlineKeyboard)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const edited = { ...message, content, inlineKeyboard, edits: message.edits + 1, editedAtMs: world.nowMs() };
  world.chats.store(edited);
  world.events.emit({ kind: 'edit', chatId: inChat, messageId: id });
  return wireMessage(world, edited);
}

function shown(content: Content, inlineKeyboard: InlineKeyboard | undefined): string {
  const picture = content.kind === 'photo' ? { bytes: Buffer.from(content.bytes).toString('base64') } : {};
  return JSON.stringify([{ ...content, ...picture }, inlineKeyboard ?? []]);
}
