import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { unzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import type { AuthKey } from 'telegram/crypto/AuthKey.js';
import { IGE } from 'telegram/crypto/IGE.js';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { doAuthentication } from 'telegram/network/Authenticator.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { MTProtoState } from 'telegram/network/MTProtoState.js';
import { Api } from 'telegram/tl/index.js';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { trust } from './gramjs-client.ts';
import { rawMessage, wrapped } from './raw-message.ts';
import { obfuscate } from './raw-obfuscation.ts';
import { withTemporaryKey } from './raw-temporary-key.ts';

/** A message from the server, read. */
export interface ServerMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly name: string;
  readonly object: unknown;
}

/** What a client must know of a sandbox. */
export type Reachable = Pick<Sandbox, 'dcs' | 'publicKeyPem' | 'keyFingerprint'>;

export type RawTransport = 'intermediate' | 'padded' | 'obfuscated padded' | 'obfuscated intermediate';

const log = new Logger(LogLevel.NONE);

/** Writes messages with numbers of the test's choosing; key exchange and encryption are GramJS's. */
export class RawClient {
  readonly received: ServerMessage[] = [];
  /** 4-byte answers such as -404. */
  readonly transportErrors: number[] = [];
  /** Tokens of quick acknowledgements. */
  readonly quickAcks: number[] = [];
  isClosed = false;
  state = new MTProtoState(undefined, log, false);
  key: AuthKey | undefined;
  private readonly socket: Socket;
  private readonly encode: (bytes: Buffer) => Buffer;
  private readonly decode: (bytes: Buffer) => Buffer;
  private readonly padded: boolean;
  private held: Buffer = Buffer.alloc(0);
  private plainWaiter: ((frame: Buffer) => void) | undefined;
  private lastMsgId = 0n;
  private contentMessages = 0;

  private constructor(socket: Socket, transport: RawTransport) {
    this.socket = socket;
    this.padded = transport.endsWith('padded');
    const tag = Buffer.alloc(4, this.padded ? 0xdd : 0xee);
    const obfuscation = transport.startsWith('obfuscated') ? obfuscate(tag) : undefined;
    this.encode = obfuscation?.encode ?? ((bytes) => bytes);
    this.decode = obfuscation?.decode ?? ((bytes) => bytes);
    socket.write(obfuscation?.header ?? tag);
    socket.on('data', (chunk) => this.onData(chunk));
    socket.on('close', () => (this.isClosed = true)).on('error', () => undefined);
  }

  /** With a new key, or with that of another client (and, if asked, in its session). */
  static async open(
    sandbox: Reachable,
    options: { transport?: RawTransport; like?: RawClient; sameSession?: boolean; temporarySeconds?: number } = {},
  ): Promise<RawClient> {
    trust(sandbox);
    const socket = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1');
    await once(socket, 'connect');
    const client = new RawClient(socket, options.transport ?? 'intermediate');
    const { like } = options;
    if (like?.key === undefined) {
      client.useKey(await withTemporaryKey(options.temporarySeconds, () => client.makeKey()));
    } else {
      client.useKey(like.key);
      client.state.salt = like.state.salt;
      if (options.sameSession) {
        Object.assign(client.state, { id: sessionOf(like.state) });
        client.contentMessages = like.contentMessages;
      }
    }
    return client;
  }

  /** GramJS fails once in some 200 exchanges, where the key begins with a zero byte. */
  private async makeKey(): Promise<AuthKey> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await doAuthentication(new MTProtoPlainSender(this.asConnection(), log), log)).authKey;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  private useKey(key: AuthKey): void {
    this.key = key;
    this.state = new MTProtoState(key, log, false);
  }

  get keyBytes(): Buffer {
    return this.key?.getKey() ?? Buffer.alloc(0);
  }

  get keyId(): bigint {
    return createHash('sha1').update(this.keyBytes).digest().readBigInt64LE(12);
  }

  get sessionId(): bigint {
    return BigInt.asIntN(64, BigInt(String(sessionOf(this.state))));
  }

  newMsgId(offsetSeconds = 0): bigint {
    const now = (BigInt(Math.floor(Date.now() / 1000) + offsetSeconds) << 32n) | (BigInt(Date.now() % 1000) << 20n);
    if (offsetSeconds !== 0) return now;
    this.lastMsgId = now > this.lastMsgId ? now : this.lastMsgId + 4n;
    return this.lastMsgId;
  }

  /** seq_no of the next message: odd for one that needs an acknowledgement, even for one that does not. */
  newSeqNo(content = true): number {
    return content ? this.contentMessages++ * 2 + 1 : this.contentMessages * 2;
  }

  /** One message in one encrypted packet; numbered as a call unless the test says otherwise. */
  async write(body: Buffer, numbers: { msgId?: bigint; seqNo?: number } = {}): Promise<bigint> {
    const msgId = numbers.msgId ?? this.newMsgId();
    const message = rawMessage({ msgId, seqNo: numbers.seqNo ?? this.newSeqNo(), body });
    this.writeFrame(await this.state.encryptMessageData(message));
    return msgId;
  }

  /** Resolves with the first message that the test accepts, or throws after 5 s. */
  async receive(accept: (message: ServerMessage) => boolean, what = 'message'): Promise<ServerMessage> {
    for (let waited = 0; waited < 5000; waited += 5) {
      const found = this.received.find(accept);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no ${what} in ${JSON.stringify(this.received.map(({ name }) => name))}`);
  }

  named(name: string): Promise<ServerMessage> {
    return this.receive((message) => message.name === name, name);
  }

  /** The answer to one call, as bytes, or the error's name. */
  async answerTo(msgId: bigint): Promise<Buffer | string> {
    const answers = ({ object }: ServerMessage): boolean => object instanceof RpcResult && object.reqMsgId === msgId;
    const { object } = await this.receive(answers, `answer to ${msgId}`);
    return object instanceof RpcResult ? object.answer : '';
  }

  /** Takes the right salt from the server, as every client's first message does. */
  async takeSalt(): Promise<void> {
    await this.write(new Api.Ping({ pingId: long(0n) }).getBytes());
    const { object } = await this.named('BadServerSalt');
    if (object instanceof Api.BadServerSalt) this.state.salt = object.newServerSalt;
  }

  /** The same, and introduces itself. */
  async settle(): Promise<void> {
    await this.takeSalt();
    await this.answerTo(await this.write(wrapped(new Api.help.GetNearestDc().getBytes())));
  }

  writeFrame(payload: Buffer, quickAck = false): void {
    this.socket.write(this.framed(payload, quickAck));
  }

  /** A frame in packets of so many bytes. */
  async writeInPieces(payload: Buffer, pieceBytes: number): Promise<void> {
    this.socket.setNoDelay(true);
    const frame = this.framed(payload, false);
    for (let at = 0; at < frame.length; at += pieceBytes) {
      this.socket.write(frame.subarray(at, at + pieceBytes));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private framed(payload: Buffer, quickAck: boolean): Buffer {
    const padding = this.padded ? randomBytes(payload.length % 16) : Buffer.alloc(0);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(payload.length + padding.length + (quickAck ? 0x80000000 : 0));
    return this.encode(Buffer.concat([head, payload, padding]));
  }

  close(): void {
    this.socket.destroy();
  }

  private asConnection(): { send(data: Buffer): void; recv(): Promise<Buffer> } {
    let answer: Promise<Buffer>;
    return {
      send: (data) => {
        answer = new Promise((resolve) => (this.plainWaiter = resolve));
        this.writeFrame(data);
      },
      recv: () => answer,
    };
  }

  private onData(chunk: Buffer): void {
    this.held = Buffer.concat([this.held, this.decode(chunk)]);
    while (this.held.length >= 4) {
      const length = this.held.readUInt32LE();
      if (length > 0x7fffffff) {
        this.quickAcks.push(length);
        this.held = this.held.subarray(4);
        continue;
      }
      if (this.held.length < 4 + length) return;
      void this.onFrame(this.held.subarray(4, 4 + length));
      this.held = this.held.subarray(4 + length);
    }
  }

  private async onFrame(frame: Buffer): Promise<void> {
    if (frame.length < 20) {
      this.transportErrors.push(frame.readInt32LE());
      return;
    }
    if (frame.readBigUInt64LE() === 0n) {
      this.plainWaiter?.(frame);
      return;
    }
    const plain = await this.decrypt(frame.subarray(0, 24 + ((frame.length - 24) & ~15)));
    const body = plain.subarray(32, 32 + plain.readInt32LE(28));
    const object = await readMessage(body);
    this.received.push({
      msgId: plain.readBigInt64LE(16),
      seqNo: plain.readInt32LE(24),
      name: nameOf(object),
      object,
    });
  }

  async decrypt(frame: Buffer, ours = false): Promise<Buffer> {
    const authKey = this.key?.getKey();
    if (authKey === undefined) throw new Error('no key');
    const { key, iv } = await this.state._calcKey(authKey, frame.subarray(8, 24), ours);
    return new IGE(key, iv).decryptIge(frame.subarray(24));
  }
}

/** As GramJS reads it; future_salts, which it cannot read, stay bytes, and so do the states of messages. */
async function readMessage(body: Buffer): Promise<unknown> {
  if (body.readUInt32LE() === 0xae500895) return body;
  if (body.readUInt32LE() === 0x04deb57d) return stateInfo(body);
  if (body.readUInt32LE() === 0xf35c6d01) return new RpcResult(body);
  return new BinaryReader(body).tgReadObject();
}

/** Its one byte per message is no UTF-8. */
function stateInfo(body: Buffer): Api.MsgsStateInfo {
  const info = new BinaryReader(body.subarray(12)).tgReadBytes().toString('latin1');
  return new Api.MsgsStateInfo({ reqMsgId: long(body.readBigInt64LE(4)), info });
}

export function long(value: bigint): ReturnType<typeof returnBigInt> {
  return returnBigInt(value);
}

function nameOf(object: unknown): string {
  if (typeof object !== 'object' || object === null) return typeof object;
  return 'className' in object ? String(object.className) : object.constructor.name;
}

function sessionOf(state: MTProtoState): unknown {
  return Reflect.get(state, 'id');
}

/** rpc_result, its answer unpacked. */
class RpcResult {
  readonly reqMsgId: bigint;
  readonly answer: Buffer | string;

  constructor(body: Buffer) {
    this.reqMsgId = body.readBigInt64LE(4);
    const bytes = body.subarray(12);
    const reader = new BinaryReader(bytes);
    reader.readInt();
    const id = bytes.readUInt32LE();
    if (id === 0x2144ca19) reader.readInt();
    this.answer =
      id === 0x2144ca19 ? reader.tgReadString() : id === 0x3072cfa1 ? unzipSync(reader.tgReadBytes()) : bytes;
  }
}

/** Reads an answer with GramJS's tables. */
export function readAnswer(answer: Buffer | string): unknown {
  return typeof answer === 'string' ? answer : new BinaryReader(answer).tgReadObject();
}
