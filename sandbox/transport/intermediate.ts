import { randomBytes, randomInt } from 'node:crypto';
import { FrameBuffer, checkFrameLength } from './framing.ts';
import type { Framing } from './framing.ts';

/**
 * core.telegram.org/mtproto/mtproto-transports, "Intermediate" and "Padded intermediate": a
 * 4-byte length, then the payload; padded, with 0 to 15 random bytes behind it. The message
 * layer cuts that padding off, since only it knows the payload's real length.
 */
export function intermediate(options: { padded: boolean }): Framing {
  const buffer = new FrameBuffer();
  return {
    name: options.padded ? 'padded intermediate' : 'intermediate',
    push: (chunk) =>
      buffer.push(chunk, (held) => {
        if (held.length < 4) return 4;
        // The top bit asks for a quick acknowledgement.
        const quickAck = held.readUInt32LE() > 0x7fffffff;
        const length = held.readUInt32LE() & 0x7fffffff;
        checkFrameLength(length, 4);
        if (held.length < 4 + length) return 4 + length;
        return { payload: held.subarray(4, 4 + length), used: 4 + length, quickAck };
      }),
    frame(payload) {
      const padding = options.padded ? randomBytes(randomInt(16)) : Buffer.alloc(0);
      const head = Buffer.allocUnsafe(4);
      head.writeUInt32LE(payload.length + padding.length);
      return Buffer.concat([head, payload, padding]);
    },
    quickAck(token) {
      const bytes = Buffer.allocUnsafe(4);
      bytes.writeUInt32LE(token);
      return bytes;
    },
  };
}
