import { crc32, deflateSync } from 'node:zlib';
import { qrModules } from '../qr.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Pixels of a module: with one bit a pixel, a module is one byte wide. */
const SCALE = 8;

/** A QR code as a picture, black on white: a chat's own letters and colours would make block characters unreadable. */
export function qrPng(text: string): Buffer {
  const modules = qrModules(text);
  const side = modules.length * SCALE;
  const rows = modules.flatMap((row) => {
    // No filter, then the pixels: 1 is white.
    const line = Buffer.from([0, ...row.map((isDark) => (isDark ? 0x00 : 0xff))]);
    return Array.from({ length: SCALE }, () => line);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit of grey, no interlacing.
  header.writeUInt8(1, 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, name and content, and the checksum of the latter two. */
function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(content.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
