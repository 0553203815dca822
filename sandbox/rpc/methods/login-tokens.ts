import { randomBytes } from 'node:crypto';
import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { acceptLoginToken as accept } from '../../accounts/accept-login-token.ts';
import type { Account } from '../../accounts/account.ts';
import type { LoginToken } from '../../accounts/login-tokens.ts';
import { TlWriter } from '../../tl/tl-writer.ts';
import type { Call } from '../call.ts';
import type { Answer } from '../method.ts';
import { rawAnswer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import type { ExportLoginToken } from '../sign-in-requests.ts';
import { signedInAccount } from '../signed-in-account.ts';
import { askForPassword, finishSignIn } from './sign-in.ts';

// auth.LoginToken and updateLoginToken have the same ids in layers 158 to 230.
const loginTokenId = 0x629f1980;
const loginTokenMigrateToId = 0x068e9916;
const loginTokenSuccessId = 0x390d5c5e;
const updateShortId = 0x78d4dec1;
const updateLoginTokenId = 0x564fe691;

/** A token to be shown as a QR code; once it was accepted, what became of it. */
export function exportLoginToken({ exceptIds }: ExportLoginToken, call: Call): Answer {
  const { world, key, nowMs } = call;
  if (key.authorization.kind !== 'none') return success(signedInAccount(call), call);
  const accepted = world.loginTokens.acceptedOn(key, nowMs);
  if (accepted !== undefined) return signInWith(accepted, call);
  const session = call.sessionKey.sessions.get(call.sessionId);
  const token = world.loginTokens.issue({
    key,
    expiresAtMs: nowMs + world.settings.loginTokenSeconds * 1000,
    exceptIds,
    notify: () => session?.sendContent(update(world.nowMs()), 'notification'),
  });
  const expires = Math.floor(token.expiresAtMs / 1000);
  return rawAnswer(new TlWriter().id(loginTokenId).int(expires).blob(token.bytes).bytes());
}

/** At the data centre that loginTokenMigrateTo named. */
export function importLoginToken(request: Api.auth.ImportLoginToken, call: Call): Answer {
  const token = call.world.loginTokens.find(request.token);
  if (token?.acceptedBy === undefined) throw new RpcError(400, 'AUTH_TOKEN_INVALID');
  if (token.isUsed) throw new RpcError(400, 'AUTH_TOKEN_ALREADY_ACCEPTED');
  if (call.nowMs >= token.expiresAtMs) throw new RpcError(400, 'AUTH_TOKEN_EXPIRED');
  return signInWith(token, call);
}

export function acceptLoginToken(request: Api.auth.AcceptLoginToken, call: Call): Api.Authorization {
  const refusal = accept(call.world, signedInAccount(call), request.token);
  if (refusal !== undefined) throw new RpcError(400, refusal);
  const nowSeconds = Math.floor(call.nowMs / 1000);
  return new Api.Authorization({
    hash: returnBigInt(randomBytes(6).readUIntBE(0, 6)),
    deviceModel: 'Sandbox',
    platform: 'Sandbox',
    systemVersion: '1',
    apiId: 1,
    appName: 'Sandbox',
    appVersion: '1',
    dateCreated: nowSeconds,
    dateActive: nowSeconds,
    ip: '127.0.0.1',
    country: '',
    region: '',
  });
}

function signInWith(token: LoginToken, call: Call): Answer {
  const account = call.world.accounts.find(token.acceptedBy);
  if (account === undefined) throw new RpcError(400, 'AUTH_TOKEN_INVALID');
  const { homeDc } = account.scenario;
  if (homeDc !== undefined && homeDc !== call.dcId) {
    return rawAnswer(new TlWriter().id(loginTokenMigrateToId).int(homeDc).blob(token.bytes).bytes());
  }
  token.isUsed = true;
  call.key.phone = account.phone;
  return success(account, call);
}

/** Also for a key that is signed in already: to ask again is how a client learns what became of its token. */
function success(account: Account, call: Call): Answer {
  const isIn = call.key.authorization.kind === 'signedIn';
  if (!isIn && account.scenario.password2fa !== undefined) askForPassword(account, call);
  return rawAnswer(new TlWriter().id(loginTokenSuccessId).raw(finishSignIn(account, call).getBytes()).bytes());
}

function update(nowMs: number): Buffer {
  return new TlWriter()
    .id(updateShortId)
    .id(updateLoginTokenId)
    .int(Math.floor(nowMs / 1000))
    .bytes();
}
