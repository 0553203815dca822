import { crc32 } from 'node:zlib';
import { FrameBuffer, FramingError, checkFrameLength } from './framing.ts';
import type { Framing } from './framing.ts';

/** core.telegram.org/mtproto/mtproto-transports, "Full": length, counter, payload, CRC32. */
export function full(): Framing {
  const buffer = new FrameBuffer();
  let received = 0;
  let sent = 0;
  return {
    name: 'full',
    push: (chunk) =>
      buffer.push(chunk, (held) => {
        if (held.length < 4) return 4;
        const length = held.readUInt32LE();
        checkFrameLength(length, 16);
        if (held.length < length) return length;
        if (crc32(held.subarray(0, length - 4)) !== held.readUInt32LE(length - 4)) {
          throw new FramingError('wrong CRC32');
        }
        if (held.readUInt32LE(4) !== received++) throw new FramingError('wrong frame counter');
        return { payload: held.subarray(8, length - 4), used: length };
      }),
    frame(payload) {
      const head = Buffer.allocUnsafe(8);
      head.writeUInt32LE(payload.length + 12);
      head.writeUInt32LE(sent++, 4);
      const tail = Buffer.allocUnsafe(4);
      tail.writeUInt32LE(crc32(payload, crc32(head)));
      return Buffer.concat([head, payload, tail]);
    },
  };
}
