import { randomBytes } from 'node:crypto';
import { encryptFromServer } from '../crypto/message-crypto.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import { forged } from '../key-exchange/forgeries.ts';
import type { Forges } from '../key-exchange/forgeries.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Connection } from './connection.ts';
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
    const msgId = forges('repeatedMsgId') ? this.lastMsgId : outgoing.msgId;
    this.lastMsgId = outgoing.msgId;
    const plain = new TlWriter()
      .long(this.deps.salt())
      .long(forges('sessionId') ? this.id + 1n : this.id)
      .long(msgId)
      .int(outgoing.seqNo)
      .int(outgoing.body.length)
      .raw(outgoing.body)
      .bytes();
    const { msgKey, encrypted } = encryptFromServer(this.key.bytes, plain);
    this.connection.send(Buffer.concat([this.key.idBytes, forged(msgKey, forges('msgKey')), encrypted]));
  }
}

function isRpcResult(body: Buffer): boolean {
  return body.readUInt32LE() === 0xf35c6d01;
}
