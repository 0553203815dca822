import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { AuthKey } from 'telegram/crypto/AuthKey.js';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { doAuthentication } from 'telegram/network/Authenticator.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { MTProtoState } from 'telegram/network/MTProtoState.js';
import { Api } from 'telegram/tl/index.js';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { trust } from './gramjs-client.ts';

/** A message from the server: its object, or the object and the request that an rpc_result answers. */
export interface ServerMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly name: string;
  readonly object: unknown;
}

export type RawTransport = 'intermediate' | 'padded' | 'obfuscated padded' | 'obfuscated intermediate';

const log = new Logger(LogLevel.NONE);

/** Writes messages with numbers of the test's choosing; key exchange and encryption are GramJS's. */
export class RawClient {
  readonly received: ServerMessage[] = [];
  /** 4-byte answers such as -404. */
  readonly transportErrors: number[] = [];
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
    sandbox: Sandbox,
    options: { transport?: RawTransport; like?: RawClient; sameSession?: boolean } = {},
  ): Promise<RawClient> {
    trust(sandbox);
    const socket = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const client = new RawClient(socket, options.transport ?? 'intermediate');
    const { like } = options;
    if (like?.key === undefined) {
      const { authKey } = await doAuthentication(new MTProtoPlainSender(client.asConnection(), log), log);
      client.useKey(authKey);
    } else {
      client.useKey(like.key);
      client.state.salt = like.state.salt;
      if (options.sameSession) Object.assign(client.state, { id: sessionOf(like.state) });
    }
    return client;
  }

  useKey(key: AuthKey): void {
    this.key = key;
    this.state = new MTProtoState(key, log, false);
  }

  newMsgId(offsetSeconds = 0): bigint {
    const now = (BigInt(Math.floor(Date.now() / 1000) + offsetSeconds) << 32n) | BigInt(Date.now() % 1000) << 20n;
    if (offsetSeconds !== 0) return now;
    this.lastMsgId = now > this.lastMsgId ? now : this.lastMsgId + 4n;
    return this.lastMsgId;
  }

  /** One message in one encrypted packet. */
  async write(body: Buffer, numbers: { msgId?: bigint; seqNo?: number } = {}): Promise<bigint> {
    const msgId = numbers.msgId ?? this.newMsgId();
    const message = rawMessage({ msgId, seqNo: numbers.seqNo ?? 1, body });
    this.writeFrame(await this.state.encryptMessageData(message));
    return msgId;
  }

  /** Resolves with the first message that the test accepts, or throws after a second. */
  async receive(accept: (message: ServerMessage) => boolean, what = 'message'): Promise<ServerMessage> {
    for (let waited = 0; waited < 1000; waited += 5) {
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
    const { object } = await this.receive(
      (message) => message.name === 'RPCResult' && resultOf(message.object).reqMsgId === msgId,
      `answer to ${msgId}`,
    );
    const { body, error } = resultOf(object);
    return error ?? body ?? Buffer.alloc(0);
  }

  /** Takes the right salt from the server, as every client's first message does. */
  async settle(): Promise<void> {
    await this.write(wrapped(new Api.help.GetNearestDc().getBytes()));
    const { object } = await this.named('BadServerSalt');
    if (object instanceof Api.BadServerSalt) this.state.salt = object.newServerSalt;
    await this.answerTo(await this.write(wrapped(new Api.help.GetNearestDc().getBytes())));
  }

  writeFrame(payload: Buffer): void {
    const padding = this.padded ? randomBytes(payload.length % 16) : Buffer.alloc(0);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(payload.length + padding.length);
    this.socket.write(this.encode(Buffer.concat([head, payload, padding])));
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
    while (this.held.length >= 4 && this.held.length >= 4 + this.held.readUInt32LE()) {
      const length = this.held.readUInt32LE();
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
    const length = 24 + ((frame.length - 24) & ~15);
    const message = await this.state.decryptMessageData(frame.subarray(0, length));
    const object: unknown = await message.obj;
    this.received.push({
      msgId: BigInt(message.msgId.toString()),
      seqNo: message.seqNo,
      name: object?.constructor.name === 'VirtualClass' ? nameOf(object) : (object?.constructor.name ?? ''),
      object,
    });
  }
}

export function rawMessage(message: { msgId: bigint; seqNo: number; body: Buffer }): Buffer {
  const head = Buffer.alloc(16);
  head.writeBigInt64LE(message.msgId);
  head.writeInt32LE(message.seqNo, 8);
  head.writeInt32LE(message.body.length, 12);
  return Buffer.concat([head, message.body]);
}

/** With invokeWithLayer and initConnection, as a client's first call. */
export function wrapped(query: Buffer, layer = 198): Buffer {
  return new Api.InvokeWithLayer({
    layer,
    query: new Api.InitConnection({
      apiId: 1,
      deviceModel: 'test',
      systemVersion: '1',
      appVersion: '1',
      systemLangCode: 'en',
      langPack: '',
      langCode: 'en',
      query: Object.assign(new Api.help.GetConfig(), { getBytes: () => query }),
    }),
  }).getBytes();
}

export function long(value: bigint): ReturnType<typeof returnBigInt> {
  return returnBigInt(value);
}

function nameOf(object: unknown): string {
  return typeof object === 'object' && object && 'className' in object ? String(object.className) : '';
}

function sessionOf(state: MTProtoState): unknown {
  return (state as unknown as { id: unknown }).id;
}

function resultOf(object: unknown): { reqMsgId: bigint; body?: Buffer; error?: string } {
  const { reqMsgId, body, error } = object as {
    reqMsgId: { toString(): string };
    body?: Buffer;
    error?: { errorMessage: string };
  };
  return {
    reqMsgId: BigInt(reqMsgId.toString()),
    ...(body ? { body } : {}),
    ...(error ? { error: error.errorMessage } : {}),
  };
}

/** core.telegram.org/mtproto/mtproto-transports, written apart from the sandbox's own. */
function obfuscate(tag: Buffer): {
  header: Buffer;
  encode(bytes: Buffer): Buffer;
  decode(bytes: Buffer): Buffer;
} {
  const header = randomBytes(64);
  header[0] = 0x11;
  header[4] = 0x22;
  tag.copy(header, 56);
  const reversed = Buffer.from(header).reverse();
  const out = createCipheriv('aes-256-ctr', header.subarray(8, 40), header.subarray(40, 56));
  const back = createDecipheriv('aes-256-ctr', reversed.subarray(8, 40), reversed.subarray(40, 56));
  const encrypted = out.update(header);
  return {
    header: Buffer.concat([header.subarray(0, 56), encrypted.subarray(56)]),
    encode: (bytes) => out.update(bytes),
    decode: (bytes) => back.update(bytes),
  };
}

/** Reads an answer with GramJS's tables. */
export function readAnswer(answer: Buffer | string): unknown {
  return typeof answer === 'string' ? answer : new BinaryReader(answer).tgReadObject();
}
