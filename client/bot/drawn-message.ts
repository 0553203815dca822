import type { InlineKeyboard } from 'grammy';
import type { FormattedText } from './formatted-text.ts';

/** A message of the bot, ready to be sent. */
export type DrawnMessage = FormattedText & {
  keyboard: InlineKeyboard;
  /** It holds a link, which must not be forwarded. */
  protect: boolean;
  /** A PNG, with the text below it. */
  photo?: Uint8Array;
};
