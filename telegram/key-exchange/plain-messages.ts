import type { Transport } from '../transport.ts';
import { KeyExchangeError } from './key-exchange-error.ts';

/**
 * Unencrypted messages, one question and its answer at a time:
 * https://core.telegram.org/mtproto/description#unencrypted-message.
 */
export class PlainMessages {
  readonly #transport: Pick<Transport, 'send' | 'recv'>;
  #lastMsgId = 0n;

  constructor(transport: Pick<Transport, 'send' | 'recv'>) {
    this.#transport = transport;
  }

  async ask(body: Buffer): Promise<Buffer> {
    const head = Buffer.alloc(20);
    head.writeBigInt64LE(this.#newMsgId(), 8);
    head.writeInt32LE(body.length, 16);
    await this.#transport.send(Buffer.concat([head, body]));
    return bodyOf(await this.#transport.recv());
  }

  /** Unix time · 2^32, divisible by four, and growing. */
  #newMsgId(): bigint {
    const nowMs = Date.now();
    const msgId = (BigInt(Math.floor(nowMs / 1000)) << 32n) | (BigInt(nowMs % 1000) << 22n);
    this.#lastMsgId = msgId > this.#lastMsgId ? msgId : this.#lastMsgId + 4n;
    return this.#lastMsgId;
  }
}

function bodyOf(packet: unknown): Buffer {
  if (!Buffer.isBuffer(packet) || packet.length < 20 || packet.readBigInt64LE() !== 0n) {
    const code = Buffer.isBuffer(packet) && packet.length === 4 ? ` but the error ${packet.readInt32LE()}` : '';
    throw new KeyExchangeError('UNEXPECTED_ANSWER', `the data centre sent no plain message${code}`);
  }
  const length = packet.readInt32LE(16);
  if (length < 4 || 20 + length > packet.length) {
    throw new KeyExchangeError('UNEXPECTED_ANSWER', 'the answer ends too early');
  }
  return packet.subarray(20, 20 + length);
}
