import { z } from 'zod';
import type { BotWorld } from './state/bot-world.ts';

/** Keys below the input field: each writes its text, or shares the person's own contact. */
export const shownKeysSchema = z.strictObject({
  messageId: z.int(),
  rows: z.array(z.array(z.strictObject({ text: z.string(), requestContact: z.boolean() }))),
});

export type ShownKeys = z.output<typeof shownKeysSchema>;

/** Those of the last message that had any or took them away; keys for one use are gone once something was written. */
export function showKeys({ chats }: BotWorld, chatId: number): ShownKeys | undefined {
  const messages = chats.present(chatId);
  const at = messages.findLastIndex(({ replyKeyboard: one }) => one?.kind === 'keys' || one?.kind === 'removed');
  const message = messages[at];
  const keyboard = message?.replyKeyboard;
  if (message === undefined || keyboard?.kind !== 'keys') return undefined;
  if (keyboard.oneTime && messages.slice(at).some(({ sender }) => sender.kind === 'user')) return undefined;
  return { messageId: message.id, rows: keyboard.rows.map((row) => row.map((key) => ({ ...key }))) };
}
