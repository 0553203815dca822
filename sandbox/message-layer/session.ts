import { randomBytes } from 'node:crypto';
import { encryptFromServer, paddingBehind } from '../crypto/message-crypto.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import { forged, forgedFrame, forgedMsgId } from '../key-exchange/forgeries.ts';
import type { Forges } from '../key-exchange/forgeries.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Connection } from './connection.ts';
import { containerId } from './message.ts';
import { ReceivedMessages } from './received.ts';

/** A message of the server, kept until it is acknowledged. */
export interface Outgoing {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly body: Buffer;
  /** The client acknowledged it. */
  confirmed: boolean;
}

export interface SessionDependencies {
  salt(): bigint;
  nowMs(): number;
  readonly forges: Forges;
}

/** Messages of the server that a session keeps; the oldest go first. */
const maxUnacknowledged = 500;

/** One MTProto session: numbering, what was received, what is not acknowledged yet. */
export class Session {
  readonly id: bigint;
  readonly key: AuthKey;
  readonly uniqueId = randomBytes(8).readBigInt64LE();
  readonly received = new ReceivedMessages();
  readonly unacknowledged = new Map<bigint, Outgoing>();
  /** The newest connection: answers go there, whichever connection asked. */
  connection: Connection | undefined;
  firstMsgId: bigint;
  private readonly deps: SessionDependencies;
  private contentMessages = 0;
  private lastMsgId = 0n;

  constructor(id: bigint, key: AuthKey, firstMsgId: bigint, deps: SessionDependencies) {
    this.id = id;
    this.key = key;
    this.firstMsgId = firstMsgId;
    this.deps = deps;
  }

  /** Moves the session here and repeats there what was not acknowledged. */
  attach(connection: Connection): void {
    const before = this.connection;
    if (before === connection || (before?.isOpen && before.id > connection.id)) return;
    this.connection = connection;
    for (const outgoing of this.unacknowledged.values()) this.write(outgoing);
  }

  /** One byte of msgs_state_info about a message of the client. */
  stateOf(msgId: bigint): number {
    return this.received.stateOf(msgId, this.firstMsgId);
  }

  /** Needs an acknowledgement, and is repeated on a new connection until it has one. */
  sendContent(body: Buffer, to: 'reply' | 'notification'): Outgoing {
    const outgoing = {
      msgId: this.key.messageIds.next(this.deps.nowMs(), to),
      seqNo: this.contentMessages++ * 2 + 1,
      body,
      confirmed: false,
    };
    this.unacknowledged.set(outgoing.msgId, outgoing);
    for (const oldest of this.unacknowledged.keys()) {
      if (this.unacknowledged.size <= maxUnacknowledged) break;
      this.unacknowledged.delete(oldest);
    }
    this.write(outgoing);
    return outgoing;
  }

  /** Needs none: acknowledgements, pongs, notices about messages. */
  sendService(body: Buffer): void {
    const msgId = this.key.messageIds.next(this.deps.nowMs(), 'reply');
    this.write({ msgId, seqNo: this.contentMessages * 2, body });
  }

  /** The client acknowledges a message of ours. */
  confirm(msgId: bigint): void {
    const outgoing = this.unacknowledged.get(msgId);
    if (outgoing) outgoing.confirmed = true;
    this.unacknowledged.delete(msgId);
  }

  /** Tells the client that its message came. */
  acknowledge(msgId: bigint): void {
    const received = this.received.get(msgId);
    if (received) received.acknowledged = true;
    this.sendService(new TlWriter().id(0x62d6b459).longs([msgId]).bytes());
  }

  write(outgoing: Omit<Outgoing, 'confirmed'>): void {
    if (!this.connection?.isOpen) return;
    const forges: Forges = (what) => isRpcResult(outgoing.body) && this.deps.forges(what);
    const { seqNo, body } = outgoing;
    const msgId = forgedMsgId(forges, outgoing.msgId, this.lastMsgId);
    this.lastMsgId = outgoing.msgId;
    if (forges('inContainer')) {
      const inner = new TlWriter().id(containerId).int(1).long(msgId).int(seqNo).int(body.length).raw(body);
      this.sendService(inner.bytes());
      return;
    }
    const { length, padding } = forgedFrame(forges, { length: body.length, padding: paddingBehind(32 + body.length) });
    const plain = new TlWriter()
      .long(this.deps.salt())
      .long(forges('sessionId') ? this.id + 1n : this.id)
      .long(msgId)
      .int(seqNo)
      .int(length)
      .raw(body)
      .bytes();
    const { msgKey, encrypted } = encryptFromServer(this.key.bytes, plain, padding);
    this.connection.send(Buffer.concat([this.key.idBytes, forged(msgKey, forges('msgKey')), encrypted]));
  }
}

function isRpcResult(body: Buffer): boolean {
  return body.readUInt32LE() === 0xf35c6d01;
}
