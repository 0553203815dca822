import { randomBytes } from 'node:crypto';
import { Api } from 'telegram/tl/index.js';
import type { Account, IssuedCode } from '../../accounts/account.ts';
import { sameCode } from '../../accounts/code-text.ts';
import type { Call } from '../call.ts';
import { findCode } from '../find-code.ts';
import type { Answer } from '../method.ts';
import { rawAnswer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { authorizationBytes } from '../user-bytes.ts';
import { TlWriter } from '../../tl/tl-writer.ts';

/** A client sends at most 20 (core.telegram.org/api/auth). */
const maxTokens = 20;

export function signIn(request: Api.auth.SignIn, call: Call): Answer {
  const { account, issued } = findCode(request, call);
  const typed = typedCode(request);
  const candidates = [issued, ...olderHashes(account, issued, call)];
  if (!candidates.some(({ code }) => sameCode(code, typed))) refuseWrongCode(account, issued, call);
  if (account.scenario.unoccupied) {
    // The code stays good: auth.signUp, which the sandbox leaves out, would take it again.
    return new Api.auth.AuthorizationSignUpRequired({});
  }
  if (account.scenario.password2fa !== undefined) askForPassword(account, call);
  for (const candidate of candidates) candidate.voided = 'used';
  return finishSignIn(account, call);
}

export function finishSignIn(account: Account, call: Call): Answer {
  call.key.authorization = { kind: 'signedIn', phone: account.phone, sinceMs: call.nowMs };
  account.keys.add(call.key);
  return rawAnswer(authorizationBytes(account, call.layer, newToken(account, call)));
}

/** A future auth token, where the setting hands them out (core.telegram.org/api/auth, "Future auth tokens"). */
export function newToken(account: Account, { world, nowMs }: Call): Buffer | undefined {
  if (world.settings.futureAuthToken === 'none') return undefined;
  const token = randomBytes(32);
  account.futureTokens.set(token.toString('hex'), nowMs);
  for (const oldest of account.futureTokens.keys()) {
    if (account.futureTokens.size <= maxTokens) break;
    account.futureTokens.delete(oldest);
  }
  return token;
}

/** auth.sentCodeSuccess for a token that was handed out, or the password first; each signs in once. */
export function signInByToken(tokens: readonly Buffer[], account: Account, call: Call): Answer | undefined {
  const { unoccupied, futureTokenLifetimeSeconds: lifetimeSeconds = Infinity, password2fa } = account.scenario;
  const isGood = (hex: string): boolean =>
    call.nowMs < (account.futureTokens.get(hex) ?? -Infinity) + lifetimeSeconds * 1000;
  const token = tokens.map((bytes) => bytes.toString('hex')).find(isGood);
  if (token === undefined) return undefined;
  account.futureTokens.delete(token);
  call.key.phone = account.phone;
  if (unoccupied) return sentCodeSuccess(new Api.auth.AuthorizationSignUpRequired({}));
  if (password2fa !== undefined) askForPassword(account, call);
  return sentCodeSuccess(finishSignIn(account, call));
}

function sentCodeSuccess(authorization: Answer): Answer {
  return rawAnswer(new TlWriter().id(0x2390fe44).raw(authorization.getBytes()).bytes());
}

export function askForPassword(account: Account, call: Call): never {
  call.key.authorization = { kind: 'passwordPending', phone: account.phone, sinceMs: call.nowMs };
  account.keys.add(call.key);
  throw new RpcError(401, 'SESSION_PASSWORD_NEEDED');
}

/** Where a resend or a second send leaves older hashes valid, all codes of this key go together. */
function olderHashes(account: Account, issued: IssuedCode, { key, nowMs }: Call): IssuedCode[] {
  return account.liveCodes(nowMs).filter((other) => other !== issued && other.key === key);
}

function typedCode(request: Api.auth.SignIn): string {
  const { phoneCode, emailVerification } = request;
  if (emailVerification instanceof Api.EmailVerificationCode) return emailVerification.code;
  if (!phoneCode) throw new RpcError(400, 'PHONE_CODE_EMPTY');
  return phoneCode;
}

function refuseWrongCode(account: Account, issued: IssuedCode, { world, nowMs, method }: Call): never {
  issued.wrongTries++;
  const beyond = issued.wrongTries - account.scenario.wrongCodeLimit;
  if (beyond >= 0) {
    if (world.settings.wrongCodeLimitAnswer === 'expired') {
      issued.voided = 'tooManyTries';
    } else {
      account.floodUntilMs.set(method, nowMs + 60_000 * 2 ** beyond);
    }
  }
  const isMailed = account.scenario.deliveries[issued.position]?.type === 'EmailCode';
  throw new RpcError(400, isMailed ? 'CODE_INVALID' : 'PHONE_CODE_INVALID');
}
