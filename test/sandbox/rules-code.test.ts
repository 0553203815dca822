import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deliverySchema } from '../../sandbox/accounts/delivery.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, sendCodeRequest, signInRequest } from './gramjs-client.ts';

const phone = '9996623456';
let sandbox: Sandbox;
let client: GramJsClient;
let other: GramJsClient;
/** The data centre's clock runs ahead by this, so that nothing here has to wait. */
let aheadMs = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }], nowMs: () => Date.now() + aheadMs });
  client = await GramJsClient.connect(sandbox);
  other = await GramJsClient.connect(sandbox);
});
beforeEach(() => {
  sandbox.control.putAccount(phone, { code: '12345' });
});
afterEach(() => {
  aheadMs = 0;
});
afterAll(async () => {
  await client.close();
  await other.close();
  await sandbox.close();
});

const resend = (phoneCodeHash: string): Api.auth.ResendCode =>
  new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash });

test('a hash given to another auth key is PHONE_CODE_EXPIRED', async () => {
  const { phoneCodeHash } = await client.sendCode(phone);
  expect(await other.errorOf(signInRequest(phone, phoneCodeHash, '12345'))).toBe('PHONE_CODE_EXPIRED');
  expect(await client.errorOf(signInRequest(phone, phoneCodeHash, '12345'))).toBe('no error');
});

test('a code is PHONE_CODE_EXPIRED after its life and after its use', async () => {
  sandbox.control.putAccount(phone, { code: '12345', codeLifetimeSeconds: 20 });
  const late = await client.sendCode(phone);
  aheadMs = 21_000;
  expect(await client.errorOf(signInRequest(phone, late.phoneCodeHash, '12345'))).toBe('PHONE_CODE_EXPIRED');
  const used = await client.sendCode(phone);
  expect(await client.errorOf(signInRequest(phone, used.phoneCodeHash, '12345'))).toBe('no error');
  expect(await client.errorOf(signInRequest(phone, used.phoneCodeHash, '12345'))).toBe('PHONE_CODE_EXPIRED');
});

test('a code posted in a chat is PHONE_CODE_EXPIRED', async () => {
  const { phoneCodeHash } = await client.sendCode(phone);
  expect(sandbox.control.postedInChat(phone)).toBe(1);
  expect(await client.errorOf(signInRequest(phone, phoneCodeHash, '12345'))).toBe('PHONE_CODE_EXPIRED');
});

test('a cancelled code is PHONE_CODE_EXPIRED, also for a second cancel', async () => {
  const { phoneCodeHash } = await client.sendCode(phone);
  const cancel = new Api.auth.CancelCode({ phoneNumber: phone, phoneCodeHash });
  expect(await client.send(cancel)).toBe(true);
  expect(await client.errorOf(cancel)).toBe('PHONE_CODE_EXPIRED');
  expect(await client.errorOf(signInRequest(phone, phoneCodeHash, '12345'))).toBe('PHONE_CODE_EXPIRED');
});

test('the last wrong code voids the hash, or floods, by setting', async () => {
  sandbox.control.putAccount(phone, { code: '12345', wrongCodeLimit: 2 });
  const first = await client.sendCode(phone);
  const wrong = signInRequest(phone, first.phoneCodeHash, '00000');
  expect(await client.errorOf(wrong)).toBe('PHONE_CODE_INVALID');
  expect(await client.errorOf(wrong)).toBe('PHONE_CODE_INVALID');
  expect(await client.errorOf(signInRequest(phone, first.phoneCodeHash, '12345'))).toBe('PHONE_CODE_EXPIRED');
  sandbox.control.changeSettings({ wrongCodeLimitAnswer: 'floodWait' });
  const second = await client.sendCode(phone);
  const wrongAgain = signInRequest(phone, second.phoneCodeHash, '00000');
  await client.errorOf(wrongAgain);
  await client.errorOf(wrongAgain);
  expect(await client.errorOf(wrongAgain)).toBe('FLOOD_WAIT_60');
  sandbox.control.changeSettings({ wrongCodeLimitAnswer: 'expired' });
});

test('empty code and empty hash have their own errors', async () => {
  const { phoneCodeHash } = await client.sendCode(phone);
  expect(await client.errorOf(signInRequest(phone, phoneCodeHash, ''))).toBe('PHONE_CODE_EMPTY');
  expect(await client.errorOf(signInRequest(phone, '', '1'))).toBe('PHONE_CODE_HASH_EMPTY');
  expect(await client.errorOf(sendCodeRequest('15550000000'))).toBe('PHONE_NUMBER_INVALID');
});

test('resending ends in SEND_CODE_UNAVAILABLE where the chain ends', async () => {
  sandbox.control.putAccount(phone, {
    deliveries: [{ type: 'App', timeoutSeconds: 0 }, { type: 'Sms', timeoutSeconds: 0 }, { type: 'Call' }],
  });
  const app = await client.sendCode(phone);
  const sms = await client.resendCode(phone, app.phoneCodeHash);
  const call = await client.resendCode(phone, sms.phoneCodeHash);
  expect(call).toMatchObject({ nextType: null, timeout: null });
  expect(await client.errorOf(resend(call.phoneCodeHash))).toBe('SEND_CODE_UNAVAILABLE');
  expect(await client.errorOf(resend(app.phoneCodeHash))).toBe('PHONE_CODE_EXPIRED');
  const kinds = sandbox.control.inbox(phone).map(({ kind }) => kind);
  expect(kinds).toEqual(['app', 'sms', 'call']);
});

test('resending before the timeout is refused or served, by setting', async () => {
  sandbox.control.putAccount(phone, {
    deliveries: [{ type: 'App', timeoutSeconds: 30 }, { type: 'Sms' }],
  });
  const sent = await client.sendCode(phone);
  expect(sent.timeout).toBe(30);
  aheadMs = 29_000;
  expect(await client.errorOf(resend(sent.phoneCodeHash))).toBe('SEND_CODE_UNAVAILABLE');
  sandbox.control.changeSettings({ earlyResend: 'serve' });
  expect(await client.errorOf(resend(sent.phoneCodeHash))).toBe('no error');
  sandbox.control.changeSettings({ earlyResend: 'refuse' });
  const again = await client.sendCode(phone);
  aheadMs += 30_000;
  expect(await client.errorOf(resend(again.phoneCodeHash))).toBe('no error');
});

test('an older hash signs in after a resend only where the setting says so', async () => {
  const deliveries = [{ type: 'App' as const, timeoutSeconds: 0 }, { type: 'Sms' as const }];
  sandbox.control.putAccount(phone, { code: '12345', deliveries });
  sandbox.control.changeSettings({ resendVoidsOldHash: 'no' });
  const sent = await client.sendCode(phone);
  await client.resendCode(phone, sent.phoneCodeHash);
  expect(await client.errorOf(signInRequest(phone, sent.phoneCodeHash, '12345'))).toBe('no error');
  sandbox.control.changeSettings({ resendVoidsOldHash: 'yes' });
});

test('a second sendCode voids the first hash, or repeats the code, by setting', async () => {
  sandbox.control.putAccount(phone);
  const first = await client.sendCode(phone);
  await client.sendCode(phone);
  expect(await client.errorOf(resend(first.phoneCodeHash))).toBe('PHONE_CODE_EXPIRED');
  sandbox.control.changeSettings({ secondSendCode: 'repeatsCode' });
  const third = await client.sendCode(phone);
  const codes = sandbox.control.inbox(phone).map(({ code }) => code);
  expect(codes[2]).toBe(codes[1]);
  expect(await client.errorOf(signInRequest(phone, third.phoneCodeHash, codes[1] ?? ''))).toBe('no error');
  sandbox.control.changeSettings({ secondSendCode: 'voidsOldHash' });
});

test('every delivery of the schema is sent, announced and read by GramJS', async () => {
  for (const option of deliverySchema.options) {
    const type = option.shape.type.value;
    const first = deliverySchema.parse({ type: 'App', timeoutSeconds: 0, nextType: 'Sms' });
    sandbox.control.putAccount(phone, { deliveries: [first, deliverySchema.parse({ type })] });
    const app = await client.sendCode(phone);
    const sent = await client.resendCode(phone, app.phoneCodeHash);
    expect(sent.type.className).toBe(`auth.SentCodeType${type}`);
    const code = sandbox.control.inbox(phone)[1]?.code;
    expect(code === undefined).toBe(type === 'SetUpEmailRequired');
    const signIn = signInRequest(phone, sent.phoneCodeHash, code ?? '1');
    expect(await client.errorOf(signIn)).toBe(code === undefined ? 'PHONE_CODE_INVALID' : 'no error');
  }
});

test('a code that is not delivered is announced all the same', async () => {
  sandbox.control.putAccount(phone, { deliveries: [{ type: 'App', delivered: false }] });
  expect((await client.sendCode(phone)).type.className).toBe('auth.SentCodeTypeApp');
  sandbox.control.putAccount(phone, { authorizedElsewhere: false });
  await client.sendCode(phone);
  expect(sandbox.control.inbox(phone)).toEqual([]);
});

test('a number without an account is asked to sign up', async () => {
  sandbox.control.putAccount(phone, { code: '12345', unoccupied: true });
  const { phoneCodeHash } = await client.sendCode(phone);
  const answer = await client.send(signInRequest(phone, phoneCodeHash, '12345'));
  expect(answer.className).toBe('auth.AuthorizationSignUpRequired');
});
