import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { Application } from './application.ts';
import type { SrpProof } from './gateway.ts';

/**
 * The requests of a sign-in. GramJS leaves a misspelt optional field out of the bytes without a word, so a test decodes
 * every one of these again.
 */
export const requests = {
  /** No flag of the settings is set: each one promises something that only a phone app can do. */
  sendCode: ({ apiId, apiHash }: Application, phone: string) =>
    new Api.auth.SendCode({ phoneNumber: phone, apiId, apiHash, settings: new Api.CodeSettings({}) }),

  resendCode: (phone: string, hash: string, reason?: string) =>
    new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash: hash, ...(reason === undefined ? {} : { reason }) }),

  signIn: (phone: string, hash: string, code: string) =>
    new Api.auth.SignIn({ phoneNumber: phone, phoneCodeHash: hash, phoneCode: code }),

  getPassword: () => new Api.account.GetPassword(),

  checkPassword: ({ srpId, a, m1 }: SrpProof) =>
    new Api.auth.CheckPassword({
      password: new Api.InputCheckPasswordSRP({
        srpId: returnBigInt(srpId),
        A: Buffer.from(a, 'base64'),
        M1: Buffer.from(m1, 'base64'),
      }),
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
