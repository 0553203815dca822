import { gzipSync, unzipSync } from 'node:zlib';
import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';

export const gzipPackedId = 0x3072cfa1;

/** Packed answers are worth it from here, in bytes. */
const leastToPack = 1024;
/** What a packed message may unpack to, against compression bombs. */
const mostUnpacked = 4 << 20;

/** `bytes` start with the constructor id. Takes gzip and zlib: mtcute sends the latter. */
export function unpack(bytes: Buffer): Buffer {
  return unzipSync(new TlReader(bytes, 4).blob(), { maxOutputLength: mostUnpacked });
}

export function packIfSmaller(bytes: Buffer): Buffer {
  if (bytes.length < leastToPack) return bytes;
  const packed = new TlWriter().id(gzipPackedId).blob(gzipSync(bytes)).bytes();
  return packed.length < bytes.length ? packed : bytes;
}
