import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { Application } from './application.ts';
import type { NewPasswordSettings, SrpProof } from './gateway.ts';

/**
 * The requests of a sign-in. GramJS leaves a misspelt optional field out of the bytes without a word, so a test decodes
 * every one of these again.
 */
export const requests = {
  /** Of the settings only the tokens are set: every flag promises something that only a phone app can do. */
  sendCode: ({ apiId, apiHash }: Application, phone: string, futureTokens: readonly Uint8Array[] = []) =>
    new Api.auth.SendCode({
      phoneNumber: phone,
      apiId,
      apiHash,
      settings: new Api.CodeSettings(
        futureTokens.length === 0 ? {} : { logoutTokens: futureTokens.map((token) => Buffer.from(token)) },
      ),
    }),

  resendCode: (phone: string, hash: string, reason?: string) =>
    new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash: hash, ...(reason === undefined ? {} : { reason }) }),

  signIn: (phone: string, hash: string, code: string) =>
    new Api.auth.SignIn({ phoneNumber: phone, phoneCodeHash: hash, phoneCode: code }),

  signInByEmail: (phone: string, hash: string, code: string) =>
    new Api.auth.SignIn({
      phoneNumber: phone,
      phoneCodeHash: hash,
      emailVerification: new Api.EmailVerificationCode({ code }),
    }),

  sendVerifyEmailCode: (phone: string, hash: string, email: string) =>
    new Api.account.SendVerifyEmailCode({ purpose: loginSetup(phone, hash), email }),

  verifyEmail: (phone: string, hash: string, code: string) =>
    new Api.account.VerifyEmail({
      purpose: loginSetup(phone, hash),
      verification: new Api.EmailVerificationCode({ code }),
    }),

  resetLoginEmail: (phone: string, hash: string) =>
    new Api.auth.ResetLoginEmail({ phoneNumber: phone, phoneCodeHash: hash }),

  getPassword: () => new Api.account.GetPassword(),

  checkPassword: ({ srpId, a, m1 }: SrpProof) =>
    new Api.auth.CheckPassword({
      password: new Api.InputCheckPasswordSRP({
        srpId: returnBigInt(srpId),
        A: Buffer.from(a, 'base64'),
        M1: Buffer.from(m1, 'base64'),
      }),
    }),

  requestPasswordRecovery: () => new Api.auth.RequestPasswordRecovery(),

  checkRecoveryPassword: (code: string) => new Api.auth.CheckRecoveryPassword({ code }),

  recoverPassword: (code: string, settings?: NewPasswordSettings) =>
    new Api.auth.RecoverPassword({
      code,
      ...(settings === undefined ? {} : { newSettings: passwordSettings(settings) }),
    }),

  cancelCode: (phone: string, hash: string) => new Api.auth.CancelCode({ phoneNumber: phone, phoneCodeHash: hash }),

  getSelf: () => new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }),

  /** No user is excepted: whoever scans is compared with the number afterwards. */
  exportLoginToken: ({ apiId, apiHash }: Application) =>
    new Api.auth.ExportLoginToken({ apiId, apiHash, exceptIds: [] }),

  importLoginToken: (token: string) => new Api.auth.ImportLoginToken({ token: Buffer.from(token, 'base64url') }),

  acceptLoginToken: (token: string) => new Api.auth.AcceptLoginToken({ token: Buffer.from(token, 'base64url') }),

  logOut: () => new Api.auth.LogOut(),
};

function passwordSettings({ salt1, salt2, g, p, hash, hint }: NewPasswordSettings): Api.account.PasswordInputSettings {
  return new Api.account.PasswordInputSettings({
    newAlgo: new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
      salt1: Buffer.from(salt1, 'base64'),
      salt2: Buffer.from(salt2, 'base64'),
      g,
      p: Buffer.from(p, 'base64'),
    }),
    newPasswordHash: Buffer.from(hash, 'base64'),
    hint,
  });
}

function loginSetup(phone: string, hash: string): Api.EmailVerifyPurposeLoginSetup {
  return new Api.EmailVerifyPurposeLoginSetup({ phoneNumber: phone, phoneCodeHash: hash });
}
