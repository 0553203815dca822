import type { Message } from 'grammy/types';
import * as texts from '../texts/texts.ts';
import { readPhoneNumber } from '../phone-number.ts';
import { type Asking, isPrivate, noteAct, requireAct } from './asking.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { dataOfStart, startAddress } from './bot-address.ts';
import { handedOverText } from './ops-reached.ts';
import { withoutNumbers } from './subject.ts';

const LONGEST_NOTE = 500;

/**
 * A note for whoever takes a sign-in over, when the message answers the question for one: as a reply, or as the next thing that
 * is said. False when it does not.
 */
export async function takeNote(asking: Asking, message: Message): Promise<boolean> {
  const { parts, ctx, userId } = asking;
  const data = dataOf(message.reply_to_message, parts.me) ?? questionBefore(asking, message);
  if (data === undefined || message.text === undefined) return false;
  const button = parts.buttons.read(data, userId);
  if (button?.act !== 'handOver' || button.subject === undefined) throw new ChatRefusalError(texts.bot.forged);
  requireAct(asking, 'answerLogin');
  parts.notes.close(userId);
  const row = await parts.records.view(button.subject);
  const note = withoutNumbers(message.text.slice(0, LONGEST_NOTE));
  const answer = await parts.cards.handOver(button.subject, userId, note);
  if (answer?.done !== true) throw new ChatRefusalError(texts.bot.notYours);
  await noteAct(asking, 'handOver', row === undefined ? {} : { numberId: row.numberId });
  await ctx.reply(await handedOverText(parts));
  return true;
}

function questionBefore(
  { parts, ctx, userId }: Asking,
  { text = '', reply_to_message: repliedTo }: Message,
): string | undefined {
  if (!isPrivate(ctx) || repliedTo !== undefined) return undefined;
  if (text.startsWith('/') || readPhoneNumber(text).kind === 'phone') return undefined;
  return parts.notes.openOf(userId, Date.now());
}

/** Whether a message answers the question for a note. */
export function isNote({ me }: Pick<Asking['parts'], 'me'>, message: Message): boolean {
  return dataOf(message.reply_to_message, me) !== undefined;
}

function dataOf(question: Message['reply_to_message'], me: { id: number; username: string }): string | undefined {
  if (question?.from?.id !== me.id) return undefined;
  const start = startAddress(me, '');
  const entity = question.entities?.find((each) => each.type === 'text_link' && each.url.startsWith(start));
  if (entity?.type !== 'text_link') return undefined;
  return dataOfStart(entity.url.slice(start.length));
}
