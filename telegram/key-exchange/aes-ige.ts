import { createCipheriv, createDecipheriv } from 'node:crypto';

export type AesKey = { key: Buffer; iv: Buffer };

const BLOCK = 16;

/**
 * AES-256 in IGE mode, block by block over OpenSSL's ECB. `iv` has 32 bytes: what stands for the ciphertext before the
 * first block, then for the plaintext before it. Whole blocks only.
 */
export function encryptIge(plain: Buffer, { key, iv }: AesKey): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return chained(plain, iv.subarray(0, BLOCK), iv.subarray(BLOCK), (block) => cipher.update(block));
}

export function decryptIge(encrypted: Buffer, { key, iv }: AesKey): Buffer {
  const decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return chained(encrypted, iv.subarray(BLOCK), iv.subarray(0, BLOCK), (block) => decipher.update(block));
}

/** Each block is mixed with the output before it on its way in, and with the input before it on its way out. */
function chained(
  input: Buffer,
  firstOutputBefore: Uint8Array,
  firstInputBefore: Uint8Array,
  turn: (block: Buffer) => Buffer,
): Buffer {
  let outputBefore = firstOutputBefore;
  let inputBefore = firstInputBefore;
  const output = Buffer.allocUnsafe(input.length);
  const mixed = Buffer.allocUnsafe(BLOCK);
  for (let at = 0; at < input.length; at += BLOCK) {
    const block = input.subarray(at, at + BLOCK);
    const target = output.subarray(at, at + BLOCK);
    mix(mixed, block, outputBefore);
    mix(target, turn(mixed), inputBefore);
    outputBefore = target;
    inputBefore = block;
  }
  return output;
}

function mix(target: Uint8Array, a: Uint8Array, b: Uint8Array): void {
  for (let i = 0; i < BLOCK; i += 1) target[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
}
