import type { ServerKey } from './rsa-key.ts';
import { igeDecrypt, xor } from './aes-ige.ts';
import { sha1, sha256 } from './digest.ts';

/** What a client put into `req_DH_params.encrypted_data`; data still carries its padding. */
export interface RsaBlock {
  readonly data: Buffer;
  /** The old form's hash covers the object without its padding, so the caller checks it. */
  checkLength(length: number): boolean;
}

/**
 * Opens both forms that clients send: RSA_PAD (core.telegram.org/mtproto/auth_key, step 4.1)
 * and the older SHA1, data, padding (Telethon).
 */
export function openRsaBlock(key: ServerKey, encrypted: Buffer): RsaBlock | undefined {
  const plain = decryptOrNothing(key, encrypted);
  if (plain === undefined) return undefined;
  return openRsaPad(plain) ?? openOldBlock(plain);
}

function decryptOrNothing(key: ServerKey, encrypted: Buffer): Buffer | undefined {
  if (encrypted.length !== 256) return undefined;
  try {
    return key.decrypt(encrypted);
  } catch {
    return undefined;
  }
}

function openRsaPad(plain: Buffer): RsaBlock | undefined {
  const aesEncrypted = plain.subarray(32);
  const tempKey = xor(plain.subarray(0, 32), sha256(aesEncrypted));
  const dataWithHash = igeDecrypt(aesEncrypted, tempKey, Buffer.alloc(32));
  const data = Buffer.from(dataWithHash.subarray(0, 192)).reverse();
  if (!sha256(tempKey, data).equals(dataWithHash.subarray(192))) return undefined;
  return { data, checkLength: (length) => length <= data.length };
}

function openOldBlock(plain: Buffer): RsaBlock | undefined {
  if (plain[0] !== 0) return undefined;
  const hash = plain.subarray(1, 21);
  const data = plain.subarray(21);
  return { data, checkLength: (length) => sha1(data.subarray(0, length)).equals(hash) };
}
