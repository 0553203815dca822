import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { BotWorld } from '../state/bot-world.ts';
import type { FormattedText } from '../state/message.ts';
import { reachChat } from '../state/reach-chat.ts';
import { entitiesSchema, formattedText, parseModeSchema } from '../text/formatted-text.ts';
import { editMessage, editSchema, editable, editedKeyboard } from './editing.ts';
import type { Call } from './method.ts';
import { method } from './method.ts';
import { json, text } from './parameter-types.ts';
import { sendMessage, sendingSchema } from './sending.ts';

const maxCaption = 1024;
const captionSchema = z.object({ caption: text, parse_mode: parseModeSchema, caption_entities: entitiesSchema });
const mediaSchema = captionSchema.extend({ type: z.literal('photo'), media: z.string() });

/** Pictures are kept as the bytes that they came in; nothing looks into them. */
export const photoMethods = {
  sendPhoto: method(
    sendingSchema.extend({ ...captionSchema.shape, photo: z.string().optional() }),
    (world, parameters, call) => {
      const chat = reachChat(world, parameters.chat_id, 'write');
      const bytes = bytesOf(world, parameters.photo, call);
      return sendMessage(world, chat, { kind: 'photo', bytes, ...caption(world, parameters) }, parameters);
    },
  ),

  editMessageCaption: method(editSchema.extend(captionSchema.shape), (world, parameters) => {
    const message = editable(world, parameters);
    const { content } = message;
    if (content.kind !== 'photo') throw badRequest('there is no caption in the message to edit');
    return editMessage(
      world,
      message,
      { ...content, ...caption(world, parameters) },
      editedKeyboard(world, parameters),
    );
  }),

  editMessageMedia: method(editSchema.extend({ media: json(mediaSchema) }), (world, parameters, call) => {
    const { media } = parameters;
    const message = editable(world, parameters);
    const content = { kind: 'photo', bytes: bytesOf(world, media.media, call), ...caption(world, media) } as const;
    return editMessage(world, message, content, editedKeyboard(world, parameters));
  }),
};

function caption(world: BotWorld, parameters: z.output<typeof captionSchema>): FormattedText {
  const { caption: given, parse_mode: mode, caption_entities: entities } = parameters;
  const formatted = formattedText(given, mode, entities, world.rules);
  if (formatted.text.length > maxCaption) throw badRequest('message caption is too long');
  return formatted;
}

/** A part of the body, or the number of a picture that was sent. Addresses on the web are not fetched. */
function bytesOf(world: BotWorld, photo: string | undefined, { files }: Call): Uint8Array {
  const attached = photo === undefined ? 'photo' : /^attach:\/\/(.+)$/.exec(photo)?.[1];
  const file = attached === undefined ? undefined : files.get(attached);
  if (file !== undefined && file.length > 0) return file;
  if (file !== undefined) throw badRequest('file must be non-empty');
  if (photo === undefined || attached !== undefined) throw badRequest('there is no photo in the request');
  if (/^https?:/.test(photo)) throw badRequest('failed to get HTTP URL content');
  const [, chatId, id] = /^photo-(-?\d+)-(\d+)$/.exec(photo) ?? [];
  const sent = world.chats.message(Number(chatId), Number(id));
  if (sent?.content.kind === 'photo') return sent.content.bytes;
  throw badRequest('wrong file identifier/HTTP URL specified');
}
