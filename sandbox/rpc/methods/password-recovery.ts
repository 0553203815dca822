import { randomInt } from 'node:crypto';
import { Api } from 'telegram/tl/index.js';
import type { Account } from '../../accounts/account.ts';
import { emailPattern, hasRecovery, type NewPassword, verifierOf } from '../../accounts/password-recovery.ts';
import { dhGenerator } from '../../crypto/mod-exp.ts';
import type { Call } from '../call.ts';
import { type Answer, boolAnswer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { signedInAccount } from '../signed-in-account.ts';
import { finishSignIn } from './sign-in.ts';

/** This many wrong codes void the one that was mailed. Own choice, as with login codes. */
const wrongCodeLimit = 5;
const usualAddress = 'owner@example.org';

/** Mails the owner a code. A later one replaces it. */
export function requestPasswordRecovery(_request: Api.auth.RequestPasswordRecovery, call: Call): Answer {
  const account = signedInAccount(call);
  const { password2fa } = account.scenario;
  if (password2fa === undefined) throw new RpcError(400, 'PASSWORD_EMPTY');
  if (!hasRecovery(password2fa)) throw new RpcError(400, 'PASSWORD_RECOVERY_NA');
  const code = password2fa.recoveryCode ?? String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAtMs = call.nowMs + password2fa.recoveryLifetimeSeconds * 1000;
  account.recovery = { code, expiresAtMs, wrongTries: 0 };
  account.receive({ atMs: call.nowMs, kind: 'email', text: `Your password recovery code is ${code}`, code });
  return new Api.auth.PasswordRecovery({ emailPattern: emailPattern(password2fa.recoveryEmail ?? usualAddress) });
}

/** Says whether a code is right, and leaves it good. */
export function checkRecoveryPassword(request: Api.auth.CheckRecoveryPassword, call: Call): Answer {
  checkCode(signedInAccount(call), request.code, call);
  return boolAnswer(true);
}

/** With new settings the password is replaced, without them it is removed; either way the key is signed in. */
export function recoverPassword(request: Api.auth.RecoverPassword, call: Call): Answer {
  const account = signedInAccount(call);
  checkCode(account, request.code, call);
  const { password2fa, ...scenario } = account.scenario;
  const { newSettings } = request;
  if (newSettings === undefined || newSettings === null) {
    account.scenario = scenario;
    account.replacedPassword = undefined;
  } else if (password2fa !== undefined) {
    const password = newPasswordOf(newSettings);
    switch (account.offeredSalts.check(password, dhGenerator)) {
      case 'badSalt':
        throw new RpcError(400, 'NEW_SALT_INVALID');
      case 'badSettings':
        throw new RpcError(400, 'NEW_SETTINGS_INVALID');
      case 'taken':
        account.replacedPassword = verifierOf(password);
    }
    const { hint: _, ...kept } = password2fa;
    const { hint } = newSettings;
    account.scenario = { ...scenario, password2fa: hint === undefined || hint === '' ? kept : { ...kept, hint } };
  }
  account.recovery = undefined;
  account.wrongPasswords = 0;
  account.voidCodes('used', call.nowMs);
  return finishSignIn(account, call);
}

function checkCode(account: Account, typed: string, { nowMs }: Call): void {
  if (account.scenario.password2fa === undefined) throw new RpcError(400, 'PASSWORD_EMPTY');
  if (!hasRecovery(account.scenario.password2fa)) throw new RpcError(400, 'PASSWORD_RECOVERY_NA');
  if (typed === '') throw new RpcError(400, 'CODE_EMPTY');
  const { recovery } = account;
  if (recovery === undefined || nowMs >= recovery.expiresAtMs || recovery.wrongTries >= wrongCodeLimit) {
    throw new RpcError(400, 'PASSWORD_RECOVERY_EXPIRED');
  }
  if (typed === recovery.code) return;
  account.recovery = { ...recovery, wrongTries: recovery.wrongTries + 1 };
  throw new RpcError(400, 'CODE_INVALID');
}

function newPasswordOf(settings: Api.account.TypePasswordInputSettings): NewPassword {
  const { newAlgo, newPasswordHash } = settings;
  if (!(newAlgo instanceof Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)) {
    throw new RpcError(400, 'NEW_SETTINGS_INVALID');
  }
  if (newPasswordHash === undefined) throw new RpcError(400, 'NEW_SETTINGS_INVALID');
  const { salt1, salt2, g, p } = newAlgo;
  return { salt1, salt2, g, p, v: newPasswordHash };
}
