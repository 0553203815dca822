import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { _serverKeys as knownKeys } from 'telegram/crypto/RSA.js';
import { padLeft, toBytes } from './key-exchange/big-endian.ts';
import { TlWriter } from './key-exchange/tl-writer.ts';

/** An RSA key of data centres. */
export type ServerKey = {
  /** 8 bytes, as a data centre lists it. */
  fingerprint: Buffer;
  /** The fingerprint as people write it: 16 hexadecimal digits. */
  hex: string;
  publicKey: KeyObject;
  /** 256 bytes. */
  modulus: Buffer;
};

/** RSA_PAD makes a block of 256 bytes that must be below the modulus: with a smaller key it never is. */
const MODULUS_BITS = 2048;

/** Telegram's own key; GramJS brings it. Source: TDLib, PublicRsaKeySharedMain.cpp. */
export const productionKey: ServerKey = productionKeyOf('-3414540481677951611');

/**
 * Reads the key of other data centres.
 * @param pem PKCS#1 public key in PEM (`BEGIN RSA PUBLIC KEY`), as in TELEGRAM_DC_KEY.
 * @throws TypeError when the text is not such a key.
 */
export function readServerKey(pem: string): ServerKey {
  const { n, e } = publicNumbers(pem);
  const bits = 8 * n.length;
  if (bits === MODULUS_BITS) return serverKey(n, e);
  throw new TypeError(
    `The key of the data centre has ${bits} bits; MTProto wants ${MODULUS_BITS}. Give TELEGRAM_DC_KEY the key that ` +
      'the data centre itself uses.',
  );
}

function publicNumbers(pem: string): { n: Buffer; e: Buffer } {
  try {
    const { n, e } = createPublicKey({ key: pem, format: 'pem' }).export({ format: 'jwk' });
    if (n !== undefined && e !== undefined) return { n: Buffer.from(n, 'base64url'), e: Buffer.from(e, 'base64url') };
  } catch (cause) {
    throw notAKey(cause);
  }
  throw notAKey();
}

function productionKeyOf(id: string): ServerKey {
  const known = knownKeys.get(id);
  if (known === undefined) throw new TypeError("GramJS no longer brings Telegram's key.");
  return serverKey(toBytes(BigInt(known.n.toString())), toBytes(BigInt(known.e)));
}

function serverKey(n: Buffer, e: Buffer): ServerKey {
  // Last 8 bytes of SHA-1 over the TL bytes of n and e.
  const fingerprint = createHash('sha1').update(new TlWriter().string(n).string(e).bytes()).digest().subarray(12);
  const jwk = { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') };
  return {
    fingerprint,
    hex: fingerprint.readBigUInt64LE().toString(16).padStart(16, '0'),
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    modulus: padLeft(n, 256),
  };
}

function notAKey(cause?: unknown): TypeError {
  return new TypeError(
    'The key of the data centre is not an RSA public key in PEM. Give TELEGRAM_DC_KEY a file that begins with "BEGIN RSA PUBLIC KEY".',
    { cause },
  );
}
