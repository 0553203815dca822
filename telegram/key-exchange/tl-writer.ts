/** Writes bare TL: https://core.telegram.org/mtproto/serialize. */
export class TlWriter {
  readonly #parts: Uint8Array[] = [];

  /** A constructor's id. */
  id(id: number): this {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32LE(id);
    return this.raw(bytes);
  }

  int(value: number): this {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeInt32LE(value);
    return this.raw(bytes);
  }

  /** int128, int256, long: bytes as they are. */
  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  /** `bytes` or `string`: length, content, zeros up to a multiple of four. */
  string(content: Uint8Array): this {
    const { length } = content;
    const head =
      length < 254 ? Buffer.from([length]) : Buffer.from([254, length & 255, (length >> 8) & 255, length >> 16]);
    return this.raw(head)
      .raw(content)
      .raw(Buffer.alloc((4 - ((head.length + length) % 4)) % 4));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
