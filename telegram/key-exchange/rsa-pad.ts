import { constants, createHash, publicEncrypt, randomBytes } from 'node:crypto';
import type { ServerKey } from '../server-key.ts';
import { encryptIge } from './aes-ige.ts';

const DATA_BYTES = 192;
const NO_IV = Buffer.alloc(32);

/**
 * RSA_PAD(data, server key), 256 bytes: https://core.telegram.org/mtproto/auth_key, step 4. `data` has at most 144 bytes.
 * The number to be encrypted must be below the modulus, so an attempt may have to be repeated with another temporary key.
 */
export function rsaPad(data: Buffer, { publicKey, modulus }: ServerKey): Buffer {
  if (data.length > 144) throw new RangeError('RSA_PAD takes at most 144 bytes.');
  const padded = Buffer.concat([data, randomBytes(DATA_BYTES - data.length)]);
  const reversed = Buffer.from(padded).reverse();
  for (;;) {
    const key = randomBytes(32);
    const encrypted = encryptIge(Buffer.concat([reversed, sha256(key, padded)]), { key, iv: NO_IV });
    const block = Buffer.concat([xor(key, sha256(encrypted)), encrypted]);
    if (Buffer.compare(block, modulus) < 0) {
      return publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, block);
    }
  }
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));
}
