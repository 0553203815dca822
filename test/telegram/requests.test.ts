import { describe, expect, it } from 'vitest';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import type { Api } from 'telegram/tl/index.js';
import { requests } from '../../telegram/requests.ts';

const application = { apiId: 12_345, apiHash: 'hash', device: { model: 'm', systemVersion: 's', appVersion: 'a' } };
const phone = '+15550100';

/** The request as a server reads it. */
function decoded(request: Api.AnyRequest): unknown {
  const reader = new BinaryReader(request.getBytes());
  const read: unknown = reader.tgReadObject();
  expect(reader.tellPosition()).toBe(request.getBytes().length);
  return read;
}

describe('requests, read from their bytes', () => {
  it('asks for a code with no promise that only a phone app can keep', () => {
    const read = decoded(requests.sendCode(application, phone));
    expect(read).toMatchObject({ className: 'auth.SendCode', phoneNumber: phone, apiId: 12_345, apiHash: 'hash' });
    expect(requests.sendCode(application, phone).settings.getBytes().toString('hex')).toBe('783d25ad00000000');
  });

  it('carries the tokens of earlier sign-ins, and sets no other flag for them', () => {
    const token = new Uint8Array([1, 2, 3]);
    const request = requests.sendCode(application, phone, [token]);
    expect(decoded(request)).toMatchObject({ settings: { logoutTokens: [Buffer.from(token)] } });
    expect(request.settings.getBytes().readUInt32LE(4)).toBe(1 << 6);
  });

  it('carries the reason of a resend only when there is one', () => {
    expect(decoded(requests.resendCode(phone, 'h'))).toMatchObject({
      className: 'auth.ResendCode',
      phoneNumber: phone,
      phoneCodeHash: 'h',
    });
    expect(Reflect.get(Object(decoded(requests.resendCode(phone, 'h'))), 'reason')).toBeFalsy();
    expect(decoded(requests.resendCode(phone, 'h', 'SAFETYNET_NULL_JWS'))).toMatchObject({
      reason: 'SAFETYNET_NULL_JWS',
    });
  });

  it('carries the code, whose field is optional in the schema', () => {
    expect(decoded(requests.signIn(phone, 'h', '01234'))).toMatchObject({
      className: 'auth.SignIn',
      phoneCodeHash: 'h',
      phoneCode: '01234',
    });
  });

  it('carries all parts of a password proof, with an id of 64 bits', () => {
    const a = Buffer.alloc(256, 1);
    const m1 = Buffer.alloc(32, 2);
    const proof = { srpId: '-9007199254740993', a: a.toString('base64'), m1: m1.toString('base64') };
    const password: unknown = Reflect.get(Object(decoded(requests.checkPassword(proof))), 'password');
    expect(password).toMatchObject({ className: 'InputCheckPasswordSRP', A: a, M1: m1 });
    expect(String(Reflect.get(Object(password), 'srpId'))).toBe('-9007199254740993');
  });

  it('carries a new password with all its parts, an empty hint among them, and removes one by leaving them out', () => {
    const bytes = (length: number, fill: number) => Buffer.alloc(length, fill);
    const [salt1, salt2, p, hash] = [bytes(40, 1), bytes(16, 2), bytes(256, 3), bytes(256, 4)];
    const settings = {
      salt1: salt1.toString('base64'),
      salt2: salt2.toString('base64'),
      g: 3,
      p: p.toString('base64'),
      hash: hash.toString('base64'),
      hint: '',
    };
    expect(decoded(requests.recoverPassword('123456', settings))).toMatchObject({
      className: 'auth.RecoverPassword',
      code: '123456',
      newSettings: { newAlgo: { salt1, salt2, g: 3, p }, newPasswordHash: hash, hint: '' },
    });
    const removal = decoded(requests.recoverPassword('123456'));
    expect(removal).toMatchObject({ className: 'auth.RecoverPassword', code: '123456' });
    expect(Reflect.get(Object(removal), 'newSettings')).toBeFalsy();
  });

  it('asks for the recovery of a password, and whether a code is right', () => {
    expect(decoded(requests.requestPasswordRecovery())).toMatchObject({ className: 'auth.RequestPasswordRecovery' });
    expect(decoded(requests.checkRecoveryPassword('12'))).toMatchObject({
      className: 'auth.CheckRecoveryPassword',
      code: '12',
    });
  });

  it('asks about itself and nobody else', () => {
    expect(decoded(requests.getSelf())).toMatchObject({
      className: 'users.GetUsers',
      id: [{ className: 'InputUserSelf' }],
    });
  });

  it('asks for a QR code with no user excepted, and imports and accepts the bytes that it says', () => {
    expect(decoded(requests.exportLoginToken(application))).toMatchObject({
      className: 'auth.ExportLoginToken',
      apiId: 12_345,
      apiHash: 'hash',
      exceptIds: [],
    });
    const token = Buffer.from([0xfb, 0xff, 1]);
    const text = token.toString('base64url');
    expect(decoded(requests.importLoginToken(text))).toMatchObject({ className: 'auth.ImportLoginToken', token });
    expect(decoded(requests.acceptLoginToken(text))).toMatchObject({ className: 'auth.AcceptLoginToken', token });
  });

  it('cancels, signs out and asks for the password question', () => {
    expect(decoded(requests.cancelCode(phone, 'h'))).toMatchObject({
      className: 'auth.CancelCode',
      phoneNumber: phone,
      phoneCodeHash: 'h',
    });
    expect(decoded(requests.logOut())).toMatchObject({ className: 'auth.LogOut' });
    expect(decoded(requests.getPassword())).toMatchObject({ className: 'account.GetPassword' });
  });
});
