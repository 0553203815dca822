import { randomBytes } from 'node:crypto';
import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { currentVerifier } from '../../accounts/current-verifier.ts';
import { hasRecovery } from '../../accounts/password-recovery.ts';
import type { PasswordVerifier } from '../../accounts/password-verifier.ts';
import { dhGenerator, dhPrime } from '../../crypto/mod-exp.ts';
import type { Call } from '../call.ts';
import { signedInAccount } from '../signed-in-account.ts';

export async function getPassword(_request: Api.account.GetPassword, call: Call): Promise<Api.account.Password> {
  const account = signedInAccount(call);
  const { password2fa } = account.scenario;
  const { world } = call;
  const isUnknown = (which: 'current' | 'new'): boolean => password2fa?.unknownAlgorithms.includes(which) === true;
  const common = {
    newAlgo: isUnknown('new') ? new Api.PasswordKdfAlgoUnknown() : algo(account.offeredSalts.offer()),
    newSecureAlgo: new Api.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000({ salt: randomBytes(8) }),
    secureRandom: randomBytes(256),
  };
  const verifier = await currentVerifier(account, world);
  if (password2fa === undefined || verifier === undefined) return new Api.account.Password(common);
  const expiresAtMs = world.nowMs() + world.settings.srpLifetimeSeconds * 1000;
  const challenge = account.srp.create(verifier, world.modExp, expiresAtMs);
  return new Api.account.Password({
    ...common,
    hasPassword: true,
    hasRecovery: hasRecovery(password2fa),
    currentAlgo: isUnknown('current') ? new Api.PasswordKdfAlgoUnknown() : algo(verifier),
    srp_B: challenge.bPublic,
    srpId: returnBigInt(challenge.id),
    ...(password2fa.hint === undefined ? {} : { hint: password2fa.hint }),
  });
}

function algo({ salt1, salt2 }: Pick<PasswordVerifier, 'salt1' | 'salt2'>): Api.TypePasswordKdfAlgo {
  return new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
    salt1,
    salt2,
    g: dhGenerator,
    p: dhPrime,
  });
}
