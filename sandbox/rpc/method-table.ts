import { Api } from 'telegram/tl/index.js';
import type { Method } from './method.ts';
import { method } from './method.ts';
import { bindTempAuthKey } from './methods/bind-temp-auth-key.ts';
import { cancelCode } from './methods/cancel-code.ts';
import { checkPassword } from './methods/check-password.ts';
import { getConfig } from './methods/get-config.ts';
import { getPassword } from './methods/get-password.ts';
import { getUsers } from './methods/get-users.ts';
import { resetLoginEmail, sendVerifyEmailCode, verifyEmail } from './methods/login-email.ts';
import { logOut } from './methods/log-out.ts';
import { acceptLoginToken, exportLoginToken, importLoginToken } from './methods/login-tokens.ts';
import { checkRecoveryPassword, recoverPassword, requestPasswordRecovery } from './methods/password-recovery.ts';
import { resendCode } from './methods/resend-code.ts';
import { sendCode } from './methods/send-code.ts';
import { signIn } from './methods/sign-in.ts';
import { getDifference, getState } from './methods/updates.ts';
import { ExportLoginToken, SendCode } from './sign-in-requests.ts';

/** All that the sandbox answers. Everything else is METHOD_NOT_IMPLEMENTED, in so many words. */
export const methods: ReadonlyMap<string, Method> = new Map([
  ['help.getConfig', method(Api.help.GetConfig, 'anyone', getConfig)],
  [
    'help.getNearestDc',
    method(Api.help.GetNearestDc, 'anyone', (_request, { dcId }) => {
      return new Api.NearestDc({ country: 'XX', thisDc: dcId, nearestDc: dcId });
    }),
  ],
  ['auth.bindTempAuthKey', method(Api.auth.BindTempAuthKey, 'anyone', bindTempAuthKey)],
  ['auth.sendCode', method(SendCode, 'anyone', sendCode)],
  ['auth.resendCode', method(Api.auth.ResendCode, 'anyone', resendCode)],
  ['auth.cancelCode', method(Api.auth.CancelCode, 'anyone', cancelCode)],
  ['auth.signIn', method(Api.auth.SignIn, 'anyone', signIn)],
  ['auth.exportLoginToken', method(ExportLoginToken, 'anyone', exportLoginToken)],
  ['auth.importLoginToken', method(Api.auth.ImportLoginToken, 'anyone', importLoginToken)],
  ['auth.acceptLoginToken', method(Api.auth.AcceptLoginToken, 'signedIn', acceptLoginToken)],
  ['auth.resetLoginEmail', method(Api.auth.ResetLoginEmail, 'anyone', resetLoginEmail)],
  ['account.sendVerifyEmailCode', method(Api.account.SendVerifyEmailCode, 'anyone', sendVerifyEmailCode)],
  ['account.verifyEmail', method(Api.account.VerifyEmail, 'anyone', verifyEmail)],
  ['auth.checkPassword', method(Api.auth.CheckPassword, 'passwordPending', checkPassword)],
  [
    'auth.requestPasswordRecovery',
    method(Api.auth.RequestPasswordRecovery, 'passwordPending', requestPasswordRecovery),
  ],
  ['auth.checkRecoveryPassword', method(Api.auth.CheckRecoveryPassword, 'passwordPending', checkRecoveryPassword)],
  ['auth.recoverPassword', method(Api.auth.RecoverPassword, 'passwordPending', recoverPassword)],
  ['auth.logOut', method(Api.auth.LogOut, 'passwordPending', logOut)],
  ['account.getPassword', method(Api.account.GetPassword, 'passwordPending', getPassword)],
  ['users.getUsers', method(Api.users.GetUsers, 'signedIn', getUsers)],
  ['updates.getState', method(Api.updates.GetState, 'signedIn', getState)],
  ['updates.getDifference', method(Api.updates.GetDifference, 'signedIn', getDifference)],
]);

/**
 * Methods that Telegram answers without a signed-in key and this sandbox does not implement:
 * they get METHOD_NOT_IMPLEMENTED, all others 401 first. Source: core.telegram.org/api/auth.
 */
export function needsNoSignIn(name: string): boolean {
  return (
    name.startsWith('langpack.') ||
    name.startsWith('help.') ||
    name.startsWith('auth.') ||
    name.startsWith('#') ||
    ['account.sendVerifyEmailCode', 'account.verifyEmail', 'account.deleteAccount'].includes(name)
  );
}
