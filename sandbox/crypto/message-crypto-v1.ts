import { igeDecrypt } from './aes-ige.ts';
import { sha1 } from './digest.ts';

/**
 * MTProto 1.0 from the client, which only auth.bindTempAuthKey still uses: msg_key is the lower 128 bits of the
 * SHA1 of the plaintext without its padding. `length` tells how long that is.
 * Source: core.telegram.org/mtproto/description_v1
 */
export function decryptFromClientV1(
  authKey: Buffer,
  message: { readonly msgKey: Buffer; readonly encrypted: Buffer },
  length: number,
): Buffer | undefined {
  const { msgKey, encrypted } = message;
  if (encrypted.length % 16 !== 0 || encrypted.length < length || encrypted.length >= length + 16) return undefined;
  const { key, iv } = derive(authKey, msgKey);
  const plain = igeDecrypt(encrypted, key, iv).subarray(0, length);
  return sha1(plain).subarray(4, 20).equals(msgKey) ? plain : undefined;
}

function derive(authKey: Buffer, msgKey: Buffer): { key: Buffer; iv: Buffer } {
  const a = sha1(msgKey, authKey.subarray(0, 32));
  const b = sha1(authKey.subarray(32, 48), msgKey, authKey.subarray(48, 64));
  const c = sha1(authKey.subarray(64, 96), msgKey);
  const d = sha1(msgKey, authKey.subarray(96, 128));
  return {
    key: Buffer.concat([a.subarray(0, 8), b.subarray(8, 20), c.subarray(4, 16)]),
    iv: Buffer.concat([a.subarray(8, 20), b.subarray(0, 8), c.subarray(16, 20), d.subarray(0, 8)]),
  };
}
