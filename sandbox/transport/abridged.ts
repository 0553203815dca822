import { FrameBuffer, checkFrameLength } from './framing.ts';
import type { Framing } from './framing.ts';

/** core.telegram.org/mtproto/mtproto-transports, "Abridged": lengths count 4-byte words. */
export function abridged(): Framing {
  const buffer = new FrameBuffer();
  return {
    name: 'abridged',
    push: (chunk) =>
      buffer.push(chunk, (held) => {
        if (held.length < 1) return 1;
        // The top bit asks for a quick acknowledgement.
        const quickAck = held.readUInt8() > 0x7f;
        const first = held.readUInt8() & 0x7f;
        const long = first === 0x7f;
        if (long && held.length < 4) return 4;
        const length = 4 * (long ? held.readUIntLE(1, 3) : first);
        checkFrameLength(length, 4);
        const start = long ? 4 : 1;
        if (held.length < start + length) return start + length;
        return { payload: held.subarray(start, start + length), used: start + length, quickAck };
      }),
    frame(payload) {
      const words = payload.length / 4;
      const head =
        words < 0x7f
          ? Buffer.from([words])
          : Buffer.from([0x7f, words & 0xff, (words >> 8) & 0xff, (words >> 16) & 0xff]);
      return Buffer.concat([head, payload]);
    },
    quickAck(token) {
      // Its bytes are reversed here, so that the set bit comes first and tells it from a length.
      const bytes = Buffer.allocUnsafe(4);
      bytes.writeUInt32BE(token);
      return bytes;
    },
  };
}
