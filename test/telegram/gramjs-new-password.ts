import { randomBytes } from 'node:crypto';
import { computeDigest } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import type { NewPasswordSettings, PasswordAlgorithm } from '../../telegram/gateway.ts';

/** A new password as GramJS computes it, which is neither the client's nor the sandbox's way. */
export async function gramjsNewPassword(
  { salt1, salt2, g, p }: PasswordAlgorithm,
  password: string,
): Promise<NewPasswordSettings> {
  const algorithm = new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
    salt1: Buffer.concat([Buffer.from(salt1, 'base64'), randomBytes(32)]),
    salt2: Buffer.from(salt2, 'base64'),
    g,
    p: Buffer.from(p, 'base64'),
  });
  const hash = await computeDigest(algorithm, password);
  return { salt1: algorithm.salt1.toString('base64'), salt2, g, p, hash: hash.toString('base64'), hint: '' };
}
