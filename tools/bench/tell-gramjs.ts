import { _serverKeys as knownKeys } from 'telegram/crypto/RSA.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { readServerKey } from '../../telegram/server-key.ts';

/** GramJS knows Telegram's keys and takes others into a map of its own, by their fingerprint as a signed number. */
export function tellGramjs(publicKeyPem: string): void {
  const { fingerprint, modulus, publicKey } = readServerKey(publicKeyPem);
  knownKeys.set(fingerprint.readBigInt64LE().toString(), {
    n: returnBigInt(BigInt(`0x${modulus.toString('hex')}`)),
    e: Number(publicKey.asymmetricKeyDetails?.publicExponent),
  });
}
