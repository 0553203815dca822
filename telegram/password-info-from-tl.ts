import { Api } from 'telegram/tl/index.js';
import { oneLine } from '../domain/one-line.ts';
import type { PasswordAlgorithm, PasswordInfo } from './gateway.ts';
import { isPresent } from './is-present.ts';

/** `account.password`: the question to which a password proof is the answer. */
export function passwordInfoFromTl(password: Api.account.Password): PasswordInfo {
  const { currentAlgo, srp_B: srpB, srpId, hint, hasRecovery, newAlgo } = password;
  if (!isPresent(currentAlgo)) return { kind: 'noPassword' };
  if (!(currentAlgo instanceof Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow))
    return { kind: 'unknownAlgorithm' };
  if (!isPresent(srpB) || !isPresent(srpId)) return { kind: 'unknownAlgorithm' };
  const { salt1, salt2, g, p } = currentAlgo;
  return {
    kind: 'challenge',
    challenge: {
      srpId: srpId.toString(),
      srpB: base64(srpB),
      salt1: base64(salt1),
      salt2: base64(salt2),
      g,
      p: base64(p),
    },
    // Whoever owns the account wrote it.
    ...(isPresent(hint) ? { hint: oneLine(hint) } : {}),
    hasRecovery: hasRecovery === true,
    ...newAlgorithm(newAlgo),
  };
}

function newAlgorithm(algo: Api.TypePasswordKdfAlgo): { newAlgorithm?: PasswordAlgorithm } {
  if (!(algo instanceof Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)) return {};
  const { salt1, salt2, g, p } = algo;
  return { newAlgorithm: { salt1: base64(salt1), salt2: base64(salt2), g, p: base64(p) } };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}
