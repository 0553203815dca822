/** Thrown when bytes end early or a length makes no sense; the connection is then closed. */
export class TlReadError extends Error {
  override readonly name = 'TlReadError';
}

/** "Max 8192 IDs are allowed per constructor": core.telegram.org/mtproto/service_messages_about_messages. */
const mostLongs = 8192;

/** Reads TL's bare types. The message layer is parsed with this alone. */
export class TlReader {
  readonly bytes: Buffer;
  offset: number;

  constructor(bytes: Buffer, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
  }

  get left(): number {
    return this.bytes.length - this.offset;
  }

  raw(length: number): Buffer {
    if (length < 0 || length > this.left) {
      throw new TlReadError(`needs ${length} bytes, has ${this.left}`);
    }
    this.offset += length;
    return this.bytes.subarray(this.offset - length, this.offset);
  }

  rest(): Buffer {
    return this.raw(this.left);
  }

  int(): number {
    return this.raw(4).readInt32LE();
  }

  /** A constructor id. */
  id(): number {
    return this.raw(4).readUInt32LE();
  }

  long(): bigint {
    return this.raw(8).readBigInt64LE();
  }

  string(): string {
    return this.blob().toString('utf8');
  }

  /** TL `bytes` and `string`: a length of 1 or 4 bytes, the data, padding to 4. */
  blob(): Buffer {
    const first = this.raw(1).readUInt8();
    const long = first === 254;
    if (first === 255) throw new TlReadError('length byte 255');
    const length = long ? this.raw(3).readUIntLE(0, 3) : first;
    const data = this.raw(length);
    this.raw((4 - ((length + (long ? 4 : 1)) % 4)) % 4);
    return data;
  }

  /** `Vector<long>` with its constructor id: ids of messages. */
  longs(): bigint[] {
    if (this.id() !== 0x1cb5c415) throw new TlReadError('a vector was expected');
    const count = this.int();
    if (count < 0 || count > mostLongs || count * 8 > this.left) throw new TlReadError(`vector of ${count}`);
    return Array.from({ length: count }, () => this.long());
  }
}
