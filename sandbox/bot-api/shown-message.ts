import { z } from 'zod';
import type { InlineButton } from './keyboard.ts';
import type { BotWorld } from './state/bot-world.ts';
import type { Message, Sender } from './state/message.ts';
import { entitySchema } from './text/entity.ts';

const shownButtonSchema = z.strictObject({
  text: z.string(),
  kind: z.enum(['callback', 'url', 'webApp', 'copy']),
  url: z.string().optional().describe('What opens.'),
  copies: z.string().optional().describe('What goes to the clipboard.'),
  style: z.string().optional(),
});

/** A message as a client shows it. */
export const shownMessageSchema = z.strictObject({
  id: z.int(),
  chatId: z.int(),
  from: z.strictObject({ id: z.int(), name: z.string(), isBot: z.boolean() }),
  atMs: z.number(),
  text: z.string().describe('Of a picture: what is written below it.'),
  entities: z.array(entitySchema),
  buttons: z.array(z.array(shownButtonSchema)),
  edits: z.int().min(0),
  editedAtMs: z.number().optional(),
  silent: z.boolean(),
  isProtected: z.boolean().describe('It cannot be forwarded or saved.'),
  isPinned: z.boolean(),
  photo: z.string().optional().describe('Base64.'),
  contact: z.strictObject({ phone: z.string(), userId: z.int().optional() }).optional(),
  replyToId: z.int().optional(),
  forwardedFrom: z.string().optional(),
  linkPreview: z.record(z.string(), z.unknown()).optional(),
});

export type ShownMessage = z.output<typeof shownMessageSchema>;

export function showMessage(world: BotWorld, message: Message): ShownMessage {
  const { chatId, id, content, forward } = message;
  const isText = content.kind === 'text';
  return {
    id,
    chatId,
    from: showSender(world, chatId, message.sender),
    atMs: message.atMs,
    text: content.kind === 'contact' ? '' : content.text,
    entities: content.kind === 'contact' ? [] : [...content.entities],
    buttons: (message.inlineKeyboard ?? []).map((row) => row.map((button) => showButton(button))),
    edits: message.edits,
    silent: message.silent,
    isProtected: message.isProtected,
    isPinned: world.pinned.get(chatId)?.has(id) ?? false,
    ...(message.editedAtMs === undefined ? {} : { editedAtMs: message.editedAtMs }),
    ...(content.kind === 'photo' ? { photo: Buffer.from(content.bytes).toString('base64') } : {}),
    ...(content.kind === 'contact' ? { contact: { phone: content.phone, userId: content.userId } } : {}),
    ...(message.replyToId === undefined ? {} : { replyToId: message.replyToId }),
    ...(forward === undefined ? {} : { forwardedFrom: forward.hiddenName ?? nameOf(world, forward.userId) }),
    ...(isText && content.linkPreview ? { linkPreview: content.linkPreview } : {}),
  };
}

function showSender(world: BotWorld, chatId: number, sender: Sender): ShownMessage['from'] {
  switch (sender.kind) {
    case 'bot':
      return { id: world.bot.id, name: world.bot.firstName, isBot: true };
    case 'user':
      return { id: sender.userId, name: nameOf(world, sender.userId), isBot: false };
    case 'anonymousAdmin':
      return { id: chatId, name: world.chats.groups.get(chatId)?.title ?? '', isBot: false };
    case 'channel':
      return { id: sender.id, name: sender.title, isBot: false };
  }
}

function nameOf(world: BotWorld, userId: number | undefined): string {
  return world.chats.people.get(userId ?? 0)?.firstName ?? 'Unknown';
}

function showButton({
  text,
  url,
  web_app: webApp,
  copy_text: copy,
  style,
}: InlineButton): z.output<typeof shownButtonSchema> {
  const look = style === undefined ? {} : { style };
  if (url !== undefined) return { text, kind: 'url', url, ...look };
  if (webApp !== undefined) return { text, kind: 'webApp', url: webApp.url, ...look };
  if (copy !== undefined) return { text, kind: 'copy', copies: copy.text, ...look };
  return { text, kind: 'callback', ...look };
}
