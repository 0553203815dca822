import type { ChatCard } from '../domain/chat-card.ts';
import type { Seen } from '../domain/chat-need.ts';
import type { Draw, DrawOutcome } from '../domain/chat-plan.ts';

/** The bot's own queue: its worker lives in the bot's process, the only one that has the bot's token. */
export const CHAT_TASK_QUEUE = 'latchkey-chat';
export const CHAT_CARD_WORKFLOW = 'chatCard';

/** One card for each sign-in; `loginId` is random and carries nothing about a person. */
export function chatCardId(loginId: string): string {
  return `chat-${loginId}`;
}

/** A card that has grown a long history goes on as a new run with what it remembers. */
export type ChatCardInput = { card: ChatCard };

/** Answered at once, with who has the entry then. */
export type TakeAnswer = { holder?: number; over: boolean };
export type ChatCardUpdates = {
  /** A view was written. */
  seen: Seen;
  take: { by: number };
  handOver: { by: number; text?: string };
  snooze: { by: number; untilMs: number };
  /** The bot was put into the operators' group, by somebody there. */
  opsReached: { by: number };
  /** The message is sent anew. */
  showAnew: { by: number };
};
export type DoneAnswer = { done: boolean };

export type DrawInput = { loginId: string; draws: readonly Draw[] };

/** What a card asks of the bot: one outcome for each draw, in order. */
export interface ChatActivities {
  drawCards(input: DrawInput): Promise<DrawOutcome[]>;
}

/** A killed bot is noticed after this. */
export const DRAW_HEARTBEAT_TIMEOUT_MS = 6_000;
export const DRAW_HEARTBEAT_EVERY_MS = 2_000;
/** The Bot API's own pace may hold a message back for a minute. */
export const DRAW_START_TO_CLOSE_MS = 180_000;
