import { TlWriter } from '../tl/tl-writer.ts';
import type { Message } from './message.ts';

/** All codes of bad_msg_notification (core.telegram.org/mtproto/service_messages_about_messages). */
export const badMessageCodes = {
  msgIdTooLow: 16,
  msgIdTooHigh: 17,
  msgIdNotDivisibleBy4: 18,
  containerIdUsed: 19,
  msgIdForgotten: 20,
  seqNoTooLow: 32,
  seqNoTooHigh: 33,
  seqNoNotEven: 34,
  seqNoNotOdd: 35,
  badSalt: 48,
  badContainer: 64,
} as const;

/** A message may be 300 s old and 30 s ahead of the server's clock (core.telegram.org/mtproto/description). */
export function badMsgIdCode(msgId: bigint, nowMs: number): number | undefined {
  if ((msgId & 3n) !== 0n) return badMessageCodes.msgIdNotDivisibleBy4;
  const sentMs = Number(msgId >> 32n) * 1000;
  if (sentMs < nowMs - 300_000) return badMessageCodes.msgIdTooLow;
  if (sentMs > nowMs + 30_000) return badMessageCodes.msgIdTooHigh;
  return undefined;
}

export function badMsgNotification(message: Message, code: number): Buffer {
  return new TlWriter().id(0xa7eff811).long(message.msgId).int(message.seqNo).int(code).bytes();
}

export function badServerSalt(message: Message, salt: bigint): Buffer {
  return new TlWriter()
    .id(0xedab447b)
    .long(message.msgId)
    .int(message.seqNo)
    .int(badMessageCodes.badSalt)
    .long(salt)
    .bytes();
}
