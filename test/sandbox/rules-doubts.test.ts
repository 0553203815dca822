import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { settingsSchema } from '../../sandbox/settings.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, sendCodeRequest, signInRequest } from './gramjs-client.ts';

const phone = '9996623499';
const deliveries = [
  { type: 'App' as const, timeoutSeconds: 0 },
  { type: 'Sms' as const, timeoutSeconds: 0 },
  { type: 'Call' as const },
];
let sandbox: Sandbox;
let client: GramJsClient;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }] });
  client = await GramJsClient.connect(sandbox);
});
beforeEach(() => {
  sandbox.control.putAccount(phone, { code: '12345', deliveries, loginsPerDay: null });
});
afterEach(() => {
  sandbox.control.changeSettings(settingsSchema.parse({}));
});
afterAll(async () => {
  await client.close();
  await sandbox.close();
});

const resend = (phoneCodeHash: string): Api.auth.ResendCode =>
  new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash });

function kinds(): string[] {
  return sandbox.control.inbox(phone).map(({ kind }) => kind);
}

test('a resend that is repeated with its first hash has expired, goes on, or is answered again', async () => {
  for (const [repeatedResend, error, sent] of [
    ['expired', 'PHONE_CODE_EXPIRED', ['app', 'sms']],
    ['advances', 'no error', ['app', 'sms', 'call']],
    ['repeatsAnswer', 'no error', ['app', 'sms']],
  ] as const) {
    sandbox.control.putAccount(phone, { code: '12345', deliveries });
    sandbox.control.changeSettings({ repeatedResend });
    const { phoneCodeHash } = await client.sendCode(phone);
    const resent = await client.resendCode(phone, phoneCodeHash);
    expect(await client.errorOf(resend(phoneCodeHash))).toBe(error);
    expect(kinds()).toEqual(sent);
    const stillGood = repeatedResend !== 'advances';
    const signIn = signInRequest(phone, resent.phoneCodeHash, '12345');
    expect(await client.errorOf(signIn)).toBe(stillGood ? 'no error' : 'PHONE_CODE_EXPIRED');
  }
});

test('an answer repeated for a lost resend has the hash of that resend', async () => {
  sandbox.control.changeSettings({ repeatedResend: 'repeatsAnswer' });
  const { phoneCodeHash } = await client.sendCode(phone);
  const resent = await client.resendCode(phone, phoneCodeHash);
  const again = await client.resendCode(phone, phoneCodeHash);
  expect(again.phoneCodeHash).toBe(resent.phoneCodeHash);
});

test('answers carry no timeout where the setting says so, and a resend may come at once', async () => {
  sandbox.control.putAccount(phone, { deliveries: [{ type: 'App', timeoutSeconds: 60 }, { type: 'Sms' }] });
  sandbox.control.changeSettings({ timeoutField: 'absent' });
  const sent = await client.sendCode(phone);
  expect(sent).toMatchObject({ timeout: null, nextType: { className: 'auth.CodeTypeSms' } });
  expect(await client.errorOf(resend(sent.phoneCodeHash))).toBe('no error');
});

test("a number's first hash is empty where the setting says so, and good for nothing", async () => {
  sandbox.control.changeSettings({ firstHash: 'empty' });
  const { phoneCodeHash } = await client.sendCode(phone);
  expect(phoneCodeHash).toBe('');
  expect(await client.errorOf(signInRequest(phone, '', '12345'))).toBe('PHONE_CODE_HASH_EMPTY');
  expect((await client.sendCode(phone)).phoneCodeHash).not.toBe('');
});

test('codes in the app never arrive where the setting says so', async () => {
  sandbox.control.changeSettings({ appCode: 'neverArrives' });
  const { phoneCodeHash } = await client.sendCode(phone);
  await client.resendCode(phone, phoneCodeHash);
  expect(kinds()).toEqual(['sms']);
});

/** Signs in, out, and gives the token of the sign-out. */
async function tokenOf(): Promise<Buffer | undefined> {
  const { phoneCodeHash } = await client.sendCode(phone);
  const authorization = await client.send(signInRequest(phone, phoneCodeHash, '12345'));
  if (!(authorization instanceof Api.auth.Authorization)) throw new Error('not signed in');
  const { futureAuthToken } = await client.send(new Api.auth.LogOut());
  expect(authorization.futureAuthToken === null).toBe(futureAuthToken === null);
  return futureAuthToken ?? undefined;
}

function sendWith(token: Buffer): Api.auth.SendCode {
  return Object.assign(sendCodeRequest(phone), { settings: new Api.CodeSettings({ logoutTokens: [token] }) });
}

test('a future auth token signs in once without a code, where there are any', async () => {
  expect(await tokenOf()).toBeUndefined();
  sandbox.control.changeSettings({ futureAuthToken: 'given' });
  const token = (await tokenOf()) ?? Buffer.alloc(0);
  const before = kinds().length;
  expect((await client.send(sendWith(token))).className).toBe('auth.SentCodeSuccess');
  expect(await client.self()).toMatchObject({ phone });
  expect(kinds()).toHaveLength(before);
  expect((await client.send(sendWith(token))).className).toBe('auth.SentCode');
  await client.send(new Api.auth.LogOut());
});

test('with 2FA a future auth token leads to the password', async () => {
  sandbox.control.changeSettings({ futureAuthToken: 'given' });
  const token = (await tokenOf()) ?? Buffer.alloc(0);
  sandbox.control.changeAccount(phone, { password2fa: { password: 'x' } });
  const before = kinds().length;
  expect(await client.errorOf(sendWith(token))).toBe('SESSION_PASSWORD_NEEDED');
  expect(kinds()).toHaveLength(before);
  expect(await client.checkPassword('x')).toBeInstanceOf(Api.auth.Authorization);
  await client.send(new Api.auth.LogOut());
});
