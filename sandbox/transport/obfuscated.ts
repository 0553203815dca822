import { createCipheriv, createDecipheriv } from 'node:crypto';
import { abridged } from './abridged.ts';
import { full } from './full.ts';
import { intermediate } from './intermediate.ts';
import { FramingError } from './framing.ts';
import type { Framing } from './framing.ts';

export const obfuscationHeaderBytes = 64;

/**
 * core.telegram.org/mtproto/mtproto-transports, "Transport obfuscation": AES-256-CTR with keys
 * from the first 64 bytes, whose bytes 56 to 59, decrypted, name the framing inside.
 */
export function obfuscated(header: Buffer): Framing {
  const reversed = Buffer.from(header.subarray(8, 56)).reverse();
  const incoming = createDecipheriv('aes-256-ctr', header.subarray(8, 40), header.subarray(40, 56));
  const outgoing = createCipheriv('aes-256-ctr', reversed.subarray(0, 32), reversed.subarray(32, 48));
  const inner = innerFraming(incoming.update(header).readUInt32LE(56));
  const { quickAck } = inner;
  return {
    name: `obfuscated ${inner.name}`,
    push: (chunk) => inner.push(incoming.update(chunk)),
    frame: (payload) => outgoing.update(inner.frame(payload)),
    ...(quickAck === undefined ? {} : { quickAck: (token: number) => outgoing.update(quickAck(token)) }),
  };
}

function innerFraming(tag: number): Framing {
  switch (tag) {
    case 0xefefefef:
      return abridged();
    case 0xeeeeeeee:
      return intermediate({ padded: false });
    case 0xdddddddd:
      return intermediate({ padded: true });
    case 0:
      // No tag exists for the full transport; a client that leaves it out means this one.
      return full();
    default:
      throw new FramingError('no known framing behind the obfuscation');
  }
}
