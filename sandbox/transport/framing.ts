/** One payload as it came from a client. */
export interface Frame {
  readonly payload: Buffer;
  /** The client asks for a quick acknowledgement of it. */
  readonly quickAck: boolean;
}

/** Turns a byte stream into payloads and back. One per connection; keeps partial frames. */
export interface Framing {
  readonly name: string;
  /** Frames completed by these bytes. Throws `FramingError` on what cannot be a frame. */
  push(chunk: Buffer): Frame[];
  frame(payload: Buffer): Buffer;
  /** The 4 bytes of a quick acknowledgement; absent where the transport has none. */
  readonly quickAck?: (token: number) => Buffer;
}

export class FramingError extends Error {
  override readonly name = 'FramingError';
}

/** A client's largest message: 1 MiB of container, its overhead and padding. */
const maxFrameBytes = (1 << 20) + 4096;

/** A frame at the front of what is held, or how many bytes must be held before one can be. */
export type Cut = { readonly payload: Buffer; readonly used: number; readonly quickAck?: boolean } | number;

/** Collects chunks until there are enough, in a buffer that doubles: chunks of one byte each cost a byte each, and little time. */
export class FrameBuffer {
  /** The first `size` bytes came; behind them is room. */
  private bytes: Buffer = Buffer.alloc(0);
  private size = 0;
  private needed = 1;

  push(chunk: Buffer, cut: (held: Buffer) => Cut): Frame[] {
    this.append(chunk);
    const frames: Frame[] = [];
    while (this.size >= this.needed) {
      const result = cut(this.bytes.subarray(0, this.size));
      if (typeof result === 'number') {
        this.needed = result;
        break;
      }
      frames.push({ payload: result.payload, quickAck: result.quickAck ?? false });
      // Payloads lie in front of what is appended from here on, so that nothing writes over them.
      this.bytes = this.bytes.subarray(result.used);
      this.size -= result.used;
      this.needed = 1;
    }
    return frames;
  }

  private append(chunk: Buffer): void {
    if (this.size === 0) {
      this.bytes = chunk;
    } else {
      if (this.size + chunk.length > this.bytes.length) {
        const larger = Buffer.allocUnsafe(2 * (this.size + chunk.length));
        this.bytes.copy(larger, 0, 0, this.size);
        this.bytes = larger;
      }
      chunk.copy(this.bytes, this.size);
    }
    this.size += chunk.length;
  }
}

export function checkFrameLength(length: number, least: number): void {
  if (length < least || length > maxFrameBytes) {
    throw new FramingError(`frame of ${length} bytes`);
  }
}
