import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { inlineMarkupSchema, readInlineKeyboard } from '../keyboard.ts';
import type { InlineKeyboard } from '../keyboard.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { Content, Message } from '../state/message.ts';
import { reachChat } from '../state/reach-chat.ts';
import { entitiesSchema, formattedText, parseModeSchema } from '../text/formatted-text.ts';
import { wireMessage } from '../wire.ts';
import { method } from './method.ts';
import { chatId, json, messageId, text } from './parameter-types.ts';
import { sendMessage, sendingSchema } from './sending.ts';

const textSchema = z.object({
  text,
  parse_mode: parseModeSchema,
  entities: entitiesSchema,
  link_preview_options: json(z.record(z.string(), z.unknown()).optional()),
});
const editSchema = z.object({
  chat_id: chatId,
  message_id: messageId,
  reply_markup: json(inlineMarkupSchema.optional()),
});

/** Telegram's limit on a text, after its marks are taken out. */
const maxText = 4096;

export const messageMethods = {
  sendMessage: method(sendingSchema.extend(textSchema.shape), (world, parameters) => {
    const chat = reachChat(world, parameters.chat_id, 'write');
    return sendMessage(world, chat, textContent(world, parameters), parameters);
  }),

  editMessageText: method(editSchema.extend(textSchema.shape), (world, parameters) => {
    const content = textContent(world, parameters);
    const message = editable(world, parameters);
    if (message.content.kind !== 'text') throw badRequest('there is no text in the message to edit');
    return edit(world, message, content, keyboard(world, parameters));
  }),

  editMessageReplyMarkup: method(editSchema, (world, parameters) => {
    const message = editable(world, parameters);
    return edit(world, message, message.content, keyboard(world, parameters));
  }),
};

function textContent(world: BotWorld, parameters: z.output<typeof textSchema>): Content {
  const formatted = formattedText(parameters.text, parameters.parse_mode, parameters.entities, world.rules);
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > maxText) throw badRequest('message is too long');
  return { kind: 'text', ...formatted, linkPreview: parameters.link_preview_options };
}

function editable(world: BotWorld, { chat_id: inChat, message_id: id }: z.output<typeof editSchema>): Message {
  const chat = reachChat(world, inChat, 'write');
  if (id === 0) throw badRequest('message identifier is not specified');
  const message = world.chats.message(chat.id, id);
  if (message === undefined) throw badRequest('message to edit not found');
  if (message.sender.kind !== 'bot' || message.replyKeyboard) throw badRequest("message can't be edited");
  return message;
}

function keyboard(
  world: BotWorld,
  { chat_id: inChat, reply_markup: markup }: z.output<typeof editSchema>,
): InlineKeyboard | undefined {
  const { dotlessHosts } = world.rules;
  return markup && readInlineKeyboard(markup, { isPrivate: Number(inChat) > 0, dotlessHosts });
}

/** No keyboard given: the message loses the one that it had. */
function edit(world: BotWorld, message: Message, content: Content, inlineKeyboard: InlineKeyboard | undefined): object {
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
  return JSON.stringify([content, inlineKeyboard ?? []]);
}
