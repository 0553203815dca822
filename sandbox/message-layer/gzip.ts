import { gzipSync, unzipSync } from 'node:zlib';
import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';

export const gzipPackedId = 0x3072cfa1;

/** Packed answers are worth it from here, in bytes. */
const leastToPack = 1024;

/** `bytes` start with the constructor id. Takes gzip and zlib: mtcute sends the latter. */
export function unpack(bytes: Buffer, mostBytes: number): Buffer | 'tooLarge' {
  try {
    return unzipSync(new TlReader(bytes, 4).blob(), { maxOutputLength: mostBytes });
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return 'tooLarge';
    throw error;
  }
}

export function packIfSmaller(bytes: Buffer): Buffer {
  if (bytes.length < leastToPack) return bytes;
  const packed = new TlWriter().id(gzipPackedId).blob(gzipSync(bytes)).bytes();
  return packed.length < bytes.length ? packed : bytes;
}
