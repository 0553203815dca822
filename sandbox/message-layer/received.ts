import type { Message } from './message.ts';
import { badMessageCodes } from './bad-message.ts';
import type { Outgoing } from './session.ts';

/** What became of a client's message. */
export interface Received {
  readonly seqNo: number;
  readonly isCall: boolean;
  answer: Outgoing | undefined;
  /** rpc_drop_answer came for it. */
  dropped: boolean;
  /** The client was told, by msgs_ack or by the answer, that it arrived. */
  acknowledged: boolean;
  /** Resolves true when it was handled without an error. */
  done: Promise<boolean>;
}

/** Messages remembered per session. */
const maxRemembered = 500;

/** The messages of one session that the client sent, by msg_id. */
export class ReceivedMessages {
  private readonly messages = new Map<bigint, Received>();
  private highestMsgId = 0n;
  private highestSeqNo = -1;
  /** Up to this msg_id nothing is certain any more. */
  private forgottenMsgId = 0n;

  get(msgId: bigint): Received | undefined {
    return this.messages.get(msgId);
  }

  add({ msgId, seqNo }: Message, isCall: boolean): Received {
    const received: Received = {
      seqNo,
      isCall,
      answer: undefined,
      dropped: false,
      acknowledged: false,
      done: Promise.resolve(true),
    };
    this.messages.set(msgId, received);
    if (msgId > this.highestMsgId) this.highestMsgId = msgId;
    if (seqNo > this.highestSeqNo) this.highestSeqNo = seqNo;
    for (const oldest of this.messages.keys()) {
      if (this.messages.size <= maxRemembered) break;
      this.messages.delete(oldest);
      if (oldest > this.forgottenMsgId) this.forgottenMsgId = oldest;
    }
    return received;
  }

  /** As if it had never come. */
  delete(msgId: bigint): void {
    this.messages.delete(msgId);
  }

  /**
   * Codes 20, 32 and 33 of core.telegram.org/mtproto/service_messages_about_messages: of two messages the one
   * with the higher msg_id has the higher seq_no; even ones, which need no acknowledgement, may be equal to it.
   */
  badNumber({ msgId, seqNo }: Message): number | undefined {
    if (msgId <= this.forgottenMsgId) return badMessageCodes.msgIdForgotten;
    const equalIsWrong = seqNo % 2 !== 0;
    if (msgId > this.highestMsgId) {
      const isTooLow = this.highestSeqNo > seqNo || (equalIsWrong && this.highestSeqNo === seqNo);
      return isTooLow ? badMessageCodes.seqNoTooLow : undefined;
    }
    for (const [otherId, other] of this.messages) {
      const isEqual = equalIsWrong && other.seqNo === seqNo;
      if (otherId < msgId && (other.seqNo > seqNo || isEqual)) return badMessageCodes.seqNoTooLow;
      if (otherId > msgId && (other.seqNo < seqNo || isEqual)) return badMessageCodes.seqNoTooHigh;
    }
    return undefined;
  }

  /** One byte of msgs_state_info, as in core.telegram.org/mtproto/service_messages_about_messages. */
  stateOf(msgId: bigint, firstMsgId: bigint): number {
    const received = this.messages.get(msgId);
    if (received === undefined) {
      if (msgId > this.highestMsgId) return 3;
      return msgId < firstMsgId || msgId <= this.forgottenMsgId ? 1 : 2;
    }
    const { answer } = received;
    return (
      4 +
      (received.acknowledged ? 8 : 0) +
      (received.seqNo % 2 === 0 ? 16 : 0) +
      (received.isCall ? 32 : 0) +
      (answer ? 64 : 0) +
      (answer?.confirmed ? 128 : 0)
    );
  }
}
