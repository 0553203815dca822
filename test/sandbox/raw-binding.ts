import { createHash, randomBytes } from 'node:crypto';
import { IGE } from 'telegram/crypto/IGE.js';

/** What auth.bindTempAuthKey proves. */
export interface Binding {
  readonly permanentKey: Buffer;
  readonly temporaryKeyId: bigint;
  readonly sessionId: bigint;
  readonly msgId: bigint;
  readonly nonce: bigint;
  readonly expiresAt: number;
}

/** `encrypted_message`, as core.telegram.org/method/auth.bindTempAuthKey describes it; written apart from the sandbox's. */
export function bindingProof(binding: Binding): Buffer {
  const permanentKeyId = sha1(binding.permanentKey).subarray(12);
  const inner = Buffer.alloc(40);
  inner.writeUInt32LE(0x75a3f765);
  inner.writeBigInt64LE(binding.nonce, 4);
  inner.writeBigInt64LE(binding.temporaryKeyId, 12);
  permanentKeyId.copy(inner, 20);
  inner.writeBigInt64LE(binding.sessionId, 28);
  inner.writeInt32LE(binding.expiresAt, 36);
  const head = Buffer.alloc(16);
  head.writeBigInt64LE(binding.msgId);
  head.writeInt32LE(inner.length, 12);
  const plain = Buffer.concat([randomBytes(16), head, inner]);
  const msgKey = sha1(plain).subarray(4, 20);
  const { key, iv } = aesOf(binding.permanentKey, msgKey);
  const encrypted = new IGE(key, iv).encryptIge(Buffer.concat([plain, randomBytes(8)]));
  return Buffer.concat([permanentKeyId, msgKey, encrypted]);
}

/** core.telegram.org/mtproto/description_v1, "Defining AES key and initialization vector", x = 0. */
function aesOf(key: Buffer, msgKey: Buffer): { key: Buffer; iv: Buffer } {
  const [a, b, c, d] = [
    sha1(Buffer.concat([msgKey, key.subarray(0, 32)])),
    sha1(Buffer.concat([key.subarray(32, 48), msgKey, key.subarray(48, 64)])),
    sha1(Buffer.concat([key.subarray(64, 96), msgKey])),
    sha1(Buffer.concat([msgKey, key.subarray(96, 128)])),
  ];
  return {
    key: Buffer.concat([a.subarray(0, 8), b.subarray(8), c.subarray(4, 16)]),
    iv: Buffer.concat([a.subarray(8), b.subarray(0, 8), c.subarray(16), d.subarray(0, 8)]),
  };
}

function sha1(data: Buffer): Buffer {
  return createHash('sha1').update(data).digest();
}
