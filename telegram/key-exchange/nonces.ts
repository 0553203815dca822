import { createHash } from 'node:crypto';
import type { AesKey } from './aes-ige.ts';
import { KeyExchangeError } from './key-exchange-error.ts';
import type { TlReader } from './tl-reader.ts';

/** The random numbers that tie the steps of one exchange together. */
export type Nonces = { nonce: Buffer; serverNonce: Buffer; newNonce: Buffer };

/** Every answer begins with the two public nonces. */
export function checkNonces(reader: TlReader, { nonce, serverNonce }: Pick<Nonces, 'nonce' | 'serverNonce'>): void {
  if (!reader.raw(16).equals(nonce) || !reader.raw(16).equals(serverNonce)) {
    throw new KeyExchangeError('WRONG_NONCE', 'an answer belongs to another exchange');
  }
}

/** The key that hides the Diffie–Hellman parameters: https://core.telegram.org/mtproto/auth_key, step 6. */
export function temporaryAes({ newNonce, serverNonce }: Nonces): AesKey {
  const serverNew = sha1(serverNonce, newNonce);
  return {
    key: Buffer.concat([sha1(newNonce, serverNonce), serverNew.subarray(0, 12)]),
    iv: Buffer.concat([serverNew.subarray(12), sha1(newNonce, newNonce), newNonce.subarray(0, 4)]),
  };
}

/** new_nonce_hash1, 2 and 3: proof that whoever answers knows the new nonce and, for the key, the key. */
export function newNonceHash({ newNonce }: Nonces, number: 1 | 2 | 3, authKeyAuxHash: Buffer): Buffer {
  return sha1(newNonce, Buffer.from([number]), authKeyAuxHash).subarray(4);
}

export function sha1(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
