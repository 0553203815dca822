import { randomBytes } from 'node:crypto';
import { sha256 } from './digest.ts';
import { igeDecrypt, igeEncrypt } from './aes-ige.ts';

/** Offset into the auth key: 0 for what the client wrote, 8 for what the server writes. */
const fromClient = 0;
const fromServer = 8;

/**
 * MTProto 2.0, core.telegram.org/mtproto/description: msg_key is the middle 128 bits of
 * SHA256(32 bytes of the auth key, plaintext with padding).
 */
export function decryptFromClient(authKey: Buffer, msgKey: Buffer, encrypted: Buffer): Buffer | undefined {
  const { key, iv } = derive(authKey, msgKey, fromClient);
  const plain = igeDecrypt(encrypted, key, iv);
  return messageKey(authKey, plain, fromClient).equals(msgKey) ? plain : undefined;
}

/** Bytes of padding behind `length` bytes: at least 12, to whole blocks. */
export function paddingBehind(length: number): number {
  return 12 + ((16 - ((length + 12) % 16)) % 16);
}

/** `plain` is salt, session id, message id, sequence number, length, body; padding is added. */
export function encryptFromServer(
  authKey: Buffer,
  plain: Buffer,
  padding = paddingBehind(plain.length),
): { msgKey: Buffer; encrypted: Buffer } {
  const padded = Buffer.concat([plain, randomBytes(padding)]);
  const msgKey = messageKey(authKey, padded, fromServer);
  const { key, iv } = derive(authKey, msgKey, fromServer);
  return { msgKey, encrypted: igeEncrypt(padded, key, iv) };
}

function messageKey(authKey: Buffer, plain: Buffer, x: number): Buffer {
  return sha256(authKey.subarray(88 + x, 120 + x), plain).subarray(8, 24);
}

function derive(authKey: Buffer, msgKey: Buffer, x: number): { key: Buffer; iv: Buffer } {
  const a = sha256(msgKey, authKey.subarray(x, x + 36));
  const b = sha256(authKey.subarray(40 + x, 76 + x), msgKey);
  return {
    key: Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]),
    iv: Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]),
  };
}
