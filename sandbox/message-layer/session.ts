import { randomBytes } from 'node:crypto';
import { encryptFromServer } from '../crypto/message-crypto.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Connection } from './connection.ts';

/** A message of the server, kept until it is acknowledged. */
export interface Outgoing {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly body: Buffer;
}

/** What became of a client's message, by its msg_id. */
export interface Received {
  answer: Outgoing | undefined;
  /** rpc_drop_answer came for it. */
  dropped: boolean;
  /** Resolves true when it was handled without an error. */
  done: Promise<boolean>;
}

export interface SessionDependencies {
  salt(): bigint;
  nowMs(): number;
}

/** Messages remembered per session, in each direction. */
const maxRemembered = 500;

/** One MTProto session: numbering, what was received, what is not acknowledged yet. */
export class Session {
  readonly id: bigint;
  readonly key: AuthKey;
  readonly uniqueId = randomBytes(8).readBigInt64LE();
  readonly received = new Map<bigint, Received>();
  readonly unacknowledged = new Map<bigint, Outgoing>();
  /** The newest connection: answers go there, whichever connection asked. */
  connection: Connection | undefined;
  firstMsgId: bigint;
  highestMsgId = 0n;
  private readonly deps: SessionDependencies;
  private contentMessages = 0;

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

  remember(msgId: bigint, received: Received): void {
    this.received.set(msgId, received);
    if (msgId > this.highestMsgId) this.highestMsgId = msgId;
    trim(this.received);
  }

  /** Needs an acknowledgement, and is repeated on a new connection until it has one. */
  sendContent(body: Buffer, to: 'reply' | 'notification'): Outgoing {
    const outgoing = {
      msgId: this.key.messageIds.next(this.deps.nowMs(), to),
      seqNo: this.contentMessages++ * 2 + 1,
      body,
    };
    this.unacknowledged.set(outgoing.msgId, outgoing);
    trim(this.unacknowledged);
    this.write(outgoing);
    return outgoing;
  }

  /** Needs none: acknowledgements, pongs, notices about messages. */
  sendService(body: Buffer): void {
    this.write({ msgId: this.key.messageIds.next(this.deps.nowMs(), 'reply'), seqNo: this.contentMessages * 2, body });
  }

  write(outgoing: Outgoing): void {
    if (!this.connection?.isOpen) return;
    const plain = new TlWriter()
      .long(this.deps.salt())
      .long(this.id)
      .long(outgoing.msgId)
      .int(outgoing.seqNo)
      .int(outgoing.body.length)
      .raw(outgoing.body)
      .bytes();
    const { msgKey, encrypted } = encryptFromServer(this.key.bytes, plain);
    this.connection.send(Buffer.concat([this.key.idBytes, msgKey, encrypted]));
  }
}

function trim(map: Map<bigint, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= maxRemembered) return;
    map.delete(oldest);
  }
}
