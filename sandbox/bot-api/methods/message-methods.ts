import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { Content } from '../state/message.ts';
import { reachChat } from '../state/reach-chat.ts';
import { entitiesSchema, formattedText, parseModeSchema } from '../text/formatted-text.ts';
import { editMessage, editSchema, editable, editedKeyboard } from './editing.ts';
import { method } from './method.ts';
import { json, text } from './parameter-types.ts';
import { sendMessage, sendingSchema } from './sending.ts';

const textSchema = z.object({
  text,
  parse_mode: parseModeSchema,
  entities: entitiesSchema,
  link_preview_options: json(z.record(z.string(), z.unknown()).optional()),
});
/** Telegram's limit on a text, after its marks are taken out. */
const maxText = 4096;

export const messageMethods = {
  sendMessage: method(sendingSchema.extend(textSchema.shape), (world, parameters) => {
    const content = textContent(world, parameters);
    return sendMessage(world, reachChat(world, parameters.chat_id, 'write'), content, parameters);
  }),

  editMessageText: method(editSchema.extend(textSchema.shape), (world, parameters) => {
    const content = textContent(world, parameters);
    const message = editable(world, parameters);
    if (message.content.kind !== 'text') throw badRequest('there is no text in the message to edit');
    return editMessage(world, message, content, editedKeyboard(world, parameters));
  }),

  editMessageReplyMarkup: method(editSchema, (world, parameters) => {
    const message = editable(world, parameters);
    return editMessage(world, message, message.content, editedKeyboard(world, parameters));
  }),
};

function textContent(world: BotWorld, parameters: z.output<typeof textSchema>): Content {
  const formatted = formattedText(parameters.text, parameters.parse_mode, parameters.entities, world.rules);
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > maxText) throw badRequest('message is too long');
  return { kind: 'text', ...formatted, linkPreview: parameters.link_preview_options };
}
