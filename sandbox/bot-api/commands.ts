import { z } from 'zod';

export const commandSchema = z.object({ command: z.string(), description: z.string() });

export const commandScopeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('default') }),
  z.object({ type: z.literal('all_private_chats') }),
  z.object({ type: z.literal('all_group_chats') }),
  z.object({ type: z.literal('all_chat_administrators') }),
  z.object({ type: z.literal('chat'), chat_id: z.int() }),
  z.object({ type: z.literal('chat_administrators'), chat_id: z.int() }),
  z.object({ type: z.literal('chat_member'), chat_id: z.int(), user_id: z.int() }),
]);

export type Command = z.output<typeof commandSchema>;
export type CommandScope = z.output<typeof commandScopeSchema>;
