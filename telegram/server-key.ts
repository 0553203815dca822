import { createHash, createPublicKey } from 'node:crypto';
import { _serverKeys as knownKeys } from 'telegram/crypto/RSA.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { serializeBytes } from 'telegram/tl/index.js';

/** An RSA key of data centres, known to GramJS. `id` is its name there, `hex` the name people use. */
export type ServerKey = { id: string; hex: string };

/** Telegram's own key; GramJS brings it. Source: TDLib, PublicRsaKeySharedMain.cpp. */
export const productionKey: ServerKey = serverKey(-3414540481677951611n);

/**
 * Registers the key of other data centres.
 * @param pem PKCS#1 public key in PEM (`BEGIN RSA PUBLIC KEY`), as in TELEGRAM_DC_KEY.
 * @throws TypeError when the text is not such a key.
 */
export function registerServerKey(pem: string): ServerKey {
  const { n, e } = readPublicKey(pem);
  // Last 8 bytes of SHA-1 over the TL bytes of n and e, read as a signed little-endian number.
  const digest = createHash('sha1').update(serializeBytes(n)).update(serializeBytes(e)).digest();
  const key = serverKey(digest.readBigInt64LE(12));
  knownKeys.set(key.id, { n: returnBigInt(BigInt(`0x${n.toString('hex')}`)), e: e.readUIntBE(0, e.length) });
  return key;
}

function serverKey(fingerprint: bigint): ServerKey {
  return { id: fingerprint.toString(), hex: BigInt.asUintN(64, fingerprint).toString(16).padStart(16, '0') };
}

function readPublicKey(pem: string): { n: Buffer; e: Buffer } {
  try {
    const { n, e } = createPublicKey({ key: pem, format: 'pem' }).export({ format: 'jwk' });
    if (n !== undefined && e !== undefined) return { n: Buffer.from(n, 'base64url'), e: Buffer.from(e, 'base64url') };
  } catch (cause) {
    throw notAKey(cause);
  }
  throw notAKey();
}

function notAKey(cause?: unknown): TypeError {
  return new TypeError(
    'The key of the data centre is not an RSA public key in PEM. Give TELEGRAM_DC_KEY a file that begins with "BEGIN RSA PUBLIC KEY".',
    { cause },
  );
}
