import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** core.telegram.org/mtproto/mtproto-transports, written apart from the sandbox's own. */
export function obfuscate(tag: Buffer): {
  header: Buffer;
  encode(bytes: Buffer): Buffer;
  decode(bytes: Buffer): Buffer;
} {
  const header = randomBytes(64);
  header[0] = 0x11;
  header[4] = 0x22;
  tag.copy(header, 56);
  const reversed = Buffer.from(header).reverse();
  const out = createCipheriv('aes-256-ctr', header.subarray(8, 40), header.subarray(40, 56));
  const back = createDecipheriv('aes-256-ctr', reversed.subarray(8, 40), reversed.subarray(40, 56));
  const encrypted = out.update(header);
  return {
    header: Buffer.concat([header.subarray(0, 56), encrypted.subarray(56)]),
    encode: (bytes) => out.update(bytes),
    decode: (bytes) => back.update(bytes),
  };
}
