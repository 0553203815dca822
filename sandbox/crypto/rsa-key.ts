import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { TlWriter } from '../tl/tl-writer.ts';
import { sha1 } from './digest.ts';
import { padLeft } from './big-endian.ts';

export interface ServerKey {
  /** PKCS#1, as Telegram clients take it. */
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;
  readonly fingerprint: bigint;
  /** RSA without padding; 256 bytes. Throws when the number is not below the modulus. */
  decrypt(block: Buffer): Buffer;
}

/**
 * Makes a key until the fingerprint's top digit is not zero: some clients write fingerprints
 * as hex text without leading zeros (mtcute) and would not find this key.
 */
export function createServerKey(): ServerKey {
  for (;;) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65537 });
    const key = serverKeyOf(privateKey);
    if (BigInt.asUintN(64, key.fingerprint) >> 60n !== 0n) return key;
  }
}

export function readServerKey(privateKeyPem: string): ServerKey {
  const privateKey = createPrivateKey(privateKeyPem);
  const bits = privateKey.asymmetricKeyDetails?.modulusLength;
  if (privateKey.asymmetricKeyType !== 'rsa' || bits !== 2048) {
    throw new Error('The private key is not a 2048-bit RSA key. Give one, or leave it out.');
  }
  return serverKeyOf(privateKey);
}

function serverKeyOf(privateKey: KeyObject): ServerKey {
  const publicKey = createPublicKey(privateKey);
  const publicKeyPem = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return {
    publicKeyPem,
    privateKeyPem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
    decrypt: (block) => padLeft(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block), 256),
  };
}

/** Last 8 bytes of SHA1(bytes(n), bytes(e)), little-endian. Source: core.telegram.org/mtproto/auth_key */
function fingerprintOf(publicKey: KeyObject): bigint {
  const { n, e } = publicKey.export({ format: 'jwk' });
  if (typeof n !== 'string' || typeof e !== 'string') throw new Error('Not an RSA key.');
  const fields = new TlWriter().blob(Buffer.from(n, 'base64url')).blob(Buffer.from(e, 'base64url'));
  return sha1(fields.bytes()).readBigInt64LE(12);
}
