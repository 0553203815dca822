import { z } from 'zod';

export const chatEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['message', 'edit', 'delete', 'pin']), chatId: z.int(), messageId: z.int() }),
  z
    .strictObject({ kind: z.literal('toast'), userId: z.int(), text: z.string(), alert: z.boolean() })
    .describe('The answer to a press.'),
  z.strictObject({ kind: z.literal('action'), chatId: z.int(), action: z.string() }).describe('The bot is typing.'),
  z
    .strictObject({ kind: z.literal('surroundings') })
    .describe('Commands, the menu button, people, groups, blocks: what is not in a message.'),
]);

export type ChatEvent = z.output<typeof chatEventSchema>;
export type ChatListener = (event: ChatEvent) => void;

export class ChatEvents {
  private readonly listeners = new Set<ChatListener>();

  subscribe(listener: ChatListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: ChatEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
