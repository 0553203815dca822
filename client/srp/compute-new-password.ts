import type { NewPasswordAlgorithm, NewPasswordSettings } from '../../domain/password-recovery.ts';
import { join, padded, toBase64, toNumber } from './bytes.ts';
import { checkGroup } from './check-group.ts';
import { modPow } from './mod-pow.ts';
import { passwordHash } from './password-hash.ts';
import { readBytes } from './read-bytes.ts';

/** What a client adds to the salt that it was given: https://core.telegram.org/api/srp, "Setting a new 2FA password". */
const ADDED_SALT_BYTES = 32;

/**
 * What Telegram keeps of a new 2FA password in the password's place: g^x mod p. Uses WebCrypto alone, so it runs in a browser
 * too; takes 0.1 to 1 s.
 *
 * @param password as typed: neither trimmed nor normalised, as Telegram's own apps do
 * @param random 32 fresh random bytes; only a test passes its own
 * @throws {SrpError} before anything is computed from the password
 */
export async function computeNewPassword(
  { password, hint }: { password: string; hint: string },
  algorithm: NewPasswordAlgorithm,
  random: () => Uint8Array = () => crypto.getRandomValues(new Uint8Array(ADDED_SALT_BYTES)),
): Promise<NewPasswordSettings> {
  const { g } = algorithm;
  const p = toNumber(readBytes(algorithm.p, 'p'));
  checkGroup(p, g);
  const salt1 = join(readBytes(algorithm.salt1, 'salt1'), random());
  const salt2 = readBytes(algorithm.salt2, 'salt2');
  const v = modPow(BigInt(g), await passwordHash(password, salt1, salt2), p);
  return { salt1: toBase64(salt1), salt2: toBase64(salt2), g, p: toBase64(padded(p)), hash: toBase64(padded(v)), hint };
}
