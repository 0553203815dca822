/** Writes TL's bare types; methods return `this` so that a message reads top to bottom. */
export class TlWriter {
  private readonly parts: Buffer[] = [];

  raw(bytes: Buffer): this {
    this.parts.push(bytes);
    return this;
  }

  id(value: number): this {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32LE(value);
    return this.raw(bytes);
  }

  int(value: number): this {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeInt32LE(value);
    return this.raw(bytes);
  }

  long(value: bigint): this {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64LE(BigInt.asIntN(64, value));
    return this.raw(bytes);
  }

  string(value: string): this {
    return this.blob(Buffer.from(value, 'utf8'));
  }

  blob(value: Buffer): this {
    const head =
      value.length < 254
        ? Buffer.from([value.length])
        : Buffer.from([254, value.length & 0xff, (value.length >> 8) & 0xff, (value.length >> 16) & 0xff]);
    const padding = (4 - ((head.length + value.length) % 4)) % 4;
    return this.raw(head).raw(value).raw(Buffer.alloc(padding));
  }

  longs(values: readonly bigint[]): this {
    this.id(0x1cb5c415).int(values.length);
    for (const value of values) this.long(value);
    return this;
  }

  bytes(): Buffer {
    return this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts);
  }
}
