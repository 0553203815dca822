import { KeyExchangeError } from './key-exchange-error.ts';

/** Reads bare TL. Throws `KeyExchangeError` where the bytes end too early. */
export class TlReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes were read. */
  get offset(): number {
    return this.#at;
  }

  id(): number {
    return this.raw(4).readUInt32LE();
  }

  int(): number {
    return this.raw(4).readInt32LE();
  }

  raw(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw new KeyExchangeError('UNEXPECTED_ANSWER', 'the answer ends too early');
    }
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  string(): Buffer {
    const first = this.raw(1).readUInt8();
    const length = first === 254 ? this.raw(3).readUIntLE(0, 3) : first;
    const content = this.raw(length);
    this.raw((4 - ((length + (first === 254 ? 4 : 1)) % 4)) % 4);
    return content;
  }

  /** Vector<long>, boxed. */
  longs(): Buffer[] {
    if (this.id() !== 0x1cb5c415) throw new KeyExchangeError('UNEXPECTED_ANSWER', 'the answer has no list of keys');
    const count = this.int();
    if (count < 0 || count > 100) throw new KeyExchangeError('UNEXPECTED_ANSWER', 'the answer lists too many keys');
    return Array.from({ length: count }, () => this.raw(8));
  }
}
