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

/** Collects chunks until there are enough; joins them only then, so that single bytes cost little. */
export class FrameBuffer {
  private chunks: Buffer[] = [];
  private size = 0;
  private needed = 1;

  push(chunk: Buffer, cut: (held: Buffer) => Cut): Frame[] {
    this.chunks.push(chunk);
    this.size += chunk.length;
    const frames: Frame[] = [];
    if (this.size < this.needed) return frames;
    let held = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    for (;;) {
      const result = cut(held);
      if (typeof result === 'number') {
        this.chunks = [held];
        this.size = held.length;
        this.needed = result;
        return frames;
      }
      frames.push({ payload: result.payload, quickAck: result.quickAck ?? false });
      held = held.subarray(result.used);
    }
  }
}

export function checkFrameLength(length: number, least: number): void {
  if (length < least || length > maxFrameBytes) {
    throw new FramingError(`frame of ${length} bytes`);
  }
}
