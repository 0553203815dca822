import { z } from 'zod';
import type { BotApiOptions, BotIdentity } from '../bot-api-options.ts';
import type { Command, CommandScope } from '../commands.ts';
import { CallbackBook } from './callback-book.ts';
import { ChatBook } from './chat-book.ts';
import { ChatEvents } from './chat-events.ts';
import type { Message } from './message.ts';
import { UpdateQueue } from './update-queue.ts';

export const toastSchema = z.strictObject({
  userId: z.int(),
  text: z.string(),
  alert: z.boolean(),
  atMs: z.number(),
});
export type Toast = z.output<typeof toastSchema>;

/** Everything that the server knows; methods and the driver change it. */
export interface BotWorld {
  readonly bot: Required<BotIdentity>;
  readonly token: string;
  readonly chats: ChatBook;
  readonly updates: UpdateQueue;
  readonly callbacks: CallbackBook;
  readonly events: ChatEvents;
  readonly toasts: Toast[];
  /** As they arrived, edits and deletions of later left out. */
  readonly notified: Message[];
  readonly pinned: Map<number, Set<number>>;
  readonly commands: { scope: CommandScope; languageCode: string; commands: readonly Command[] }[];
  /** By chat; 'default' for the others. */
  readonly menuButtons: Map<number | 'default', { type: string }>;
  readonly rules: { readonly apiVersion: number; readonly dotlessHosts: 'refuse' | 'allow' };
  readonly nowMs: () => number;
}

export function createWorld(options: BotApiOptions): BotWorld {
  const nowMs = options.nowMs ?? Date.now;
  const chats = new ChatBook();
  for (const person of options.users) chats.putPerson(person);
  for (const group of options.groups ?? []) chats.putGroup(group);
  return {
    bot: { privacyMode: true, ...options.bot },
    token: options.token,
    chats,
    updates: new UpdateQueue(nowMs),
    callbacks: new CallbackBook((options.callbackSeconds ?? 15) * 1000, nowMs),
    events: new ChatEvents(),
    toasts: [],
    notified: [],
    pinned: new Map(),
    commands: [],
    menuButtons: new Map(),
    rules: { apiVersion: options.apiVersion ?? 9.5, dotlessHosts: options.dotlessHosts ?? 'refuse' },
    nowMs,
  };
}
