import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * AES-256 in IGE mode, which MTProto uses and OpenSSL 3 no longer offers: built on the ECB
 * block. `iv` is 32 bytes: the ciphertext block before the first, then the plaintext block
 * before the first. Data must be a multiple of 16 bytes.
 */
export function igeEncrypt(data: Buffer, key: Buffer, iv: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const out = Buffer.allocUnsafe(data.length);
  let beforeIn = iv.subarray(16, 32);
  let beforeOut = iv.subarray(0, 16);
  for (let at = 0; at < data.length; at += 16) {
    const block = data.subarray(at, at + 16);
    const target = out.subarray(at, at + 16);
    xorInto(target, cipher.update(xor(block, beforeOut)), beforeIn);
    beforeIn = block;
    beforeOut = target;
  }
  return out;
}

export function igeDecrypt(data: Buffer, key: Buffer, iv: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const out = Buffer.allocUnsafe(data.length);
  let beforeIn = iv.subarray(0, 16);
  let beforeOut = iv.subarray(16, 32);
  for (let at = 0; at < data.length; at += 16) {
    const block = data.subarray(at, at + 16);
    const target = out.subarray(at, at + 16);
    xorInto(target, decipher.update(xor(block, beforeOut)), beforeIn);
    beforeIn = block;
    beforeOut = target;
  }
  return out;
}

export function xor(a: Uint8Array, b: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(a.length);
  xorInto(out, a, b);
  return out;
}

function xorInto(target: Uint8Array, a: Uint8Array, b: Uint8Array): void {
  for (let i = 0; i < target.length; i++) target[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
}
