import { returnBigInt } from 'telegram/Helpers.js';
import { serializeBytes } from 'telegram/tl/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { sendCodeRequest } from './gramjs-client.ts';
import { RawClient, readAnswer } from './raw-client.ts';
import { wrapped } from './raw-message.ts';

const phone = '9996628899';
let sandbox: Sandbox;
let client: RawClient;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }] });
});
beforeEach(async () => {
  sandbox.control.putAccount(phone, { loginsPerDay: null });
  client = await RawClient.open(sandbox);
  await client.settle();
});
afterEach(() => client.close());
afterAll(() => sandbox.close());

/** The answer to one request that declares its layer; an error's name as it is. */
async function answerIn(layer: number, request: Buffer): Promise<Buffer | string> {
  return client.answerTo(await client.write(wrapped(request, layer)));
}

async function idsIn(layers: readonly number[], request: Buffer, offset: number): Promise<Record<number, string>> {
  const ids: Record<number, string> = {};
  for (const layer of layers) {
    const answer = await answerIn(layer, request);
    ids[layer] = typeof answer === 'string' ? answer : answer.readUInt32LE(offset).toString(16);
  }
  return ids;
}

test('a user comes in the layer that was declared', async () => {
  const sent = readAnswer(await client.answerTo(await client.write(sendCodeRequest(phone).getBytes())));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error('no code was sent');
  const phoneCode = sandbox.control.inbox(phone)[0]?.code ?? '';
  const request = new Api.auth.SignIn({ phoneNumber: phone, phoneCodeHash: sent.phoneCodeHash, phoneCode });
  await client.answerTo(await client.write(request.getBytes()));
  const self = new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }).getBytes();
  const layers = [158, 160, 165, 166, 167, 184, 185, 195, 196, 198, 200, 216, 217, 227, 228, 230];
  expect(await idsIn(layers, self, 8)).toEqual({
    158: '8f97c628',
    160: 'abb5f120',
    165: 'abb5f120',
    166: 'eb602f25',
    167: '215c4438',
    184: '215c4438',
    185: '83314fca',
    195: '83314fca',
    196: '4b46c37e',
    198: '4b46c37e',
    200: '20b1422',
    216: '20b1422',
    217: '31774388',
    227: '31774388',
    228: 'b1b8cc83',
    230: 'b1b8cc83',
  });
});

test('types of sent codes come in the layer that was declared', async () => {
  sandbox.control.putAccount(phone, { loginsPerDay: null, deliveries: [{ type: 'FirebaseSms' }] });
  const firebase = await idsIn([158, 179, 180, 182, 184, 230], sendCodeRequest(phone).getBytes(), 8);
  expect(firebase).toEqual({
    158: 'e57b1432',
    179: 'e57b1432',
    180: '13c90f17',
    182: '13c90f17',
    184: '9fd736',
    230: '9fd736',
  });
  sandbox.control.putAccount(phone, { loginsPerDay: null, deliveries: [{ type: 'SmsWord' }] });
  const words = await idsIn([158, 179, 230], sendCodeRequest(phone).getBytes(), 8);
  expect(words).toEqual({ 158: 'c000bba2', 179: 'a416ac81', 230: 'a416ac81' });
});

test('a demand for payment comes in the layer that was declared, and below 201 as the setting says', async () => {
  sandbox.control.putAccount(phone, { loginsPerDay: null, paymentRequired: true });
  const layers = [198, 201, 213, 214, 215, 224, 225, 230];
  const ids = await idsIn(layers, sendCodeRequest(phone).getBytes(), 0);
  expect(ids).toEqual({
    198: 'UPDATE_APP_TO_LOGIN',
    201: 'd7cef980',
    213: 'd7cef980',
    214: 'd7a2fcf9',
    215: 'e0955a3c',
    224: 'e0955a3c',
    225: 'f8827ebf',
    230: 'f8827ebf',
  });
  sandbox.control.changeSettings({ paymentBelowLayer201: 'constructor' });
  expect(await idsIn([198], sendCodeRequest(phone).getBytes(), 0)).toEqual({ 198: 'd7cef980' });
  sandbox.control.changeSettings({ paymentBelowLayer201: 'error' });
  expect(sandbox.control.inbox(phone)).toEqual([]);
});

test.each([158, 198, 230])('a QR code signs in under layer %i, with a user of that layer', async (layer) => {
  const request = new Api.auth.ExportLoginToken({ apiId: 1, apiHash: 'a', exceptIds: [] }).getBytes();
  const shown = readAnswer(await answerIn(layer, request));
  if (!(shown instanceof Api.auth.LoginToken)) throw new Error('no token was shown');
  const heard = client.receive(({ name }) => name === 'UpdateShort', 'update');
  sandbox.control.scan(phone, `tg://login?token=${shown.token.toString('base64url')}`);
  expect((await heard).object).toMatchObject({ update: { className: 'UpdateLoginToken' } });
  const success = await answerIn(layer, request);
  if (typeof success === 'string') throw new Error(success);
  const [id, authorization, , user] = [0, 4, 8, 12].map((at) => success.readUInt32LE(at).toString(16));
  expect([id, authorization]).toEqual(['390d5c5e', '2ea2c0d4']);
  expect(user).toBe({ 158: '8f97c628', 198: '4b46c37e', 230: 'b1b8cc83' }[layer]);
});

test('a QR code is refused to those whom the client excepts, and to an account that is open nowhere', async () => {
  const { userId } = sandbox.control.account(phone);
  const request = new Api.auth.ExportLoginToken({ apiId: 1, apiHash: 'a', exceptIds: [returnBigInt(userId)] });
  const shown = readAnswer(await answerIn(198, request.getBytes()));
  const link = shown instanceof Api.auth.LoginToken ? `tg://login?token=${shown.token.toString('base64url')}` : '';
  expect(() => sandbox.control.scan(phone, link)).toThrow('AUTH_TOKEN_EXCEPTION');
  sandbox.control.putAccount(phone, { authorizedElsewhere: false });
  expect(() => sandbox.control.scan(phone, link)).toThrow('open on no device');
  expect(() => sandbox.control.scan(phone, 'https://example.org')).toThrow('link');
});

test('the old auth.resendCode is understood', async () => {
  sandbox.control.putAccount(phone, { deliveries: [{ type: 'App', timeoutSeconds: 0 }, { type: 'Sms' }] });
  const sent = readAnswer(await client.answerTo(await client.write(sendCodeRequest(phone).getBytes())));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error('no code was sent');
  const old = Buffer.from('bfa9f13e', 'hex');
  const body = Buffer.concat([old, serializeBytes(phone), serializeBytes(sent.phoneCodeHash)]);
  expect(readAnswer(await answerIn(158, body))).toMatchObject({ type: { className: 'auth.SentCodeTypeSms' } });
});
