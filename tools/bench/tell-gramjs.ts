import { createHash, createPublicKey } from 'node:crypto';
import { _serverKeys as knownKeys } from 'telegram/crypto/RSA.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { serializeBytes } from 'telegram/tl/index.js';

/** GramJS knows Telegram's keys and takes others into a map of its own, by their fingerprint as a signed number. */
export function tellGramjs(publicKeyPem: string): void {
  const { n = '', e = '' } = createPublicKey(publicKeyPem).export({ format: 'jwk' });
  const [modulus, exponent] = [Buffer.from(n, 'base64url'), Buffer.from(e, 'base64url')];
  const digest = createHash('sha1').update(serializeBytes(modulus)).update(serializeBytes(exponent)).digest();
  knownKeys.set(digest.readBigInt64LE(12).toString(), {
    n: returnBigInt(BigInt(`0x${modulus.toString('hex')}`)),
    e: exponent.readUIntBE(0, exponent.length),
  });
}
