import { describeError } from '../../../runtime/describe-error.ts';
import * as texts from '../../texts/texts.ts';
import type { Asking } from '../asking.ts';
import { ChatRefusalError } from '../chat-refusal-error.ts';
import { sentenceOf } from '../sentence-of.ts';
import { digitKeys, keypadKeys } from './keypad-presses.ts';
import type { Press, Toast } from './press.ts';
import { pressHandlers } from './press-handlers.ts';

/** Telegram cuts no toast: it refuses longer ones. */
const LONGEST_TOAST = 200;

/** Answers a press exactly once, whatever becomes of it. */
export async function answerPress(asking: Asking, data: string): Promise<void> {
  const { text, loud = false, url } = await toastOf(asking, data);
  const shown = text !== undefined && text.length > LONGEST_TOAST ? `${text.slice(0, LONGEST_TOAST - 1)}…` : text;
  try {
    await asking.ctx.answerCallbackQuery({
      ...(shown === undefined ? {} : { text: shown, show_alert: loud }),
      ...(url === undefined ? {} : { url }),
    });
  } catch (error) {
    // Too late for Telegram: the message shows what became of it.
    asking.parts.logger.debug({ error: describeError(error) }, 'A press could not be answered');
  }
}

async function toastOf(asking: Asking, data: string): Promise<Toast> {
  const { parts, userId } = asking;
  const button = parts.buttons.read(data, userId) ?? parts.buttons.read(data, userId, keypadKeys);
  if (button === undefined) return { text: texts.bot.forged, loud: true };
  const first = parts.taps.answerOf(userId, data, Date.now());
  if (first !== undefined) return first;
  const toast = await carriedOut(asking, button);
  const isRepeatable = toast.loud === true || toast.url !== undefined || digitKeys.has(button.hidden);
  parts.taps.answered(userId, data, isRepeatable ? undefined : toast, Date.now());
  return toast;
}

async function carriedOut(asking: Asking, button: Press['button']): Promise<Toast> {
  try {
    return await pressHandlers[button.act]({ ...asking, button });
  } catch (error) {
    const text = sentenceOf(error);
    if (error instanceof ChatRefusalError && error.url !== undefined) return { url: error.url };
    if (text !== undefined) return { text, loud: true };
    asking.parts.logger.error({ error: describeError(error), act: button.act }, 'A press could not be carried out');
    return { text: texts.bot.failed, loud: true };
  }
}
