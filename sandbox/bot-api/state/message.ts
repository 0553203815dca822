import { z } from 'zod';
import type { InlineKeyboard, ReplyKeyboard } from '../keyboard.ts';
import type { Entity } from '../text/entity.ts';

export type Sender =
  | { readonly kind: 'bot' }
  | { readonly kind: 'user'; readonly userId: number }
  | { readonly kind: 'anonymousAdmin' }
  | { readonly kind: 'channel'; readonly id: number; readonly title: string };

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

export type Content =
  | ({ readonly kind: 'text'; readonly linkPreview?: Readonly<Record<string, unknown>> | undefined } & FormattedText)
  | ({ readonly kind: 'photo'; readonly bytes: Uint8Array } & FormattedText)
  | {
      readonly kind: 'contact';
      readonly phone: string;
      readonly firstName: string;
      readonly userId?: number | undefined;
    };

export const forwardOriginSchema = z.strictObject({
  userId: z.int().optional(),
  hiddenName: z.string().optional().describe('Of somebody who does not let forwards name the account.'),
  atMs: z.number().optional(),
});

export type ForwardOrigin = z.output<typeof forwardOriginSchema>;

/** A message that is or was in a chat. */
export interface Message {
  readonly chatId: number;
  readonly id: number;
  readonly atMs: number;
  readonly sender: Sender;
  readonly content: Content;
  readonly inlineKeyboard?: InlineKeyboard | undefined;
  readonly replyKeyboard?: ReplyKeyboard | undefined;
  readonly replyToId?: number | undefined;
  readonly forward?: ForwardOrigin | undefined;
  readonly silent: boolean;
  readonly isProtected: boolean;
  readonly edits: number;
  readonly editedAtMs?: number | undefined;
}
