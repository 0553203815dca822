import { returnBigInt } from 'telegram/Helpers.js';
import { computeCheck } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import type { SrpChallenge, SrpProof } from '../../telegram/gateway.ts';

/** A password proof by GramJS, which is neither the gateway's nor the sandbox's. */
export async function gramjsProof(
  { srpId, srpB, salt1, salt2, g, p }: SrpChallenge,
  password: string,
): Promise<SrpProof> {
  const algorithm = new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
    salt1: Buffer.from(salt1, 'base64'),
    salt2: Buffer.from(salt2, 'base64'),
    g,
    p: Buffer.from(p, 'base64'),
  });
  const question = new Api.account.Password({
    currentAlgo: algorithm,
    srp_B: Buffer.from(srpB, 'base64'),
    srpId: returnBigInt(srpId),
    newAlgo: algorithm,
    newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
    secureRandom: Buffer.alloc(0),
  });
  const { A, M1 } = await computeCheck(question, password);
  return { srpId, a: A.toString('base64'), m1: M1.toString('base64') };
}
