import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, getSelfRequest, sendCodeRequest, signInRequest } from './gramjs-client.ts';

const phone = '9996621234';
let sandbox: Sandbox;
const clients: GramJsClient[] = [];

async function connect(dcId = 2, like?: GramJsClient): Promise<GramJsClient> {
  const client = await GramJsClient.connect(sandbox, dcId, like);
  clients.push(client);
  return client;
}

function lastCode(): string {
  return sandbox.control.inbox(phone).at(-1)?.code ?? 'none';
}

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }, { id: 4 }] });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => sandbox.close());

test('GramJS signs in with a code from the app', async () => {
  sandbox.control.putAccount(phone, { user: { id: 777_123, firstName: 'Ada', lastName: 'L' } });
  const client = await connect();
  const sent = await client.sendCode(phone);
  expect(sent.type).toBeInstanceOf(Api.auth.SentCodeTypeApp);
  expect(sent.nextType).toBeNull();
  expect(sent.timeout).toBeNull();
  expect(await client.errorOf(getSelfRequest())).toBe('AUTH_KEY_UNREGISTERED');
  expect(await client.errorOf(signInRequest(phone, sent.phoneCodeHash, '1'))).toBe('PHONE_CODE_INVALID');
  const authorization = await client.send(signInRequest(phone, sent.phoneCodeHash, lastCode()));
  expect(authorization).toBeInstanceOf(Api.auth.Authorization);
  const self = await client.self();
  expect(self).toMatchObject({ firstName: 'Ada', lastName: 'L', phone, self: true, bot: false });
  expect(self?.id.toString()).toBe('777123');
  expect(sandbox.control.account(phone).authorizations).toMatchObject([{ dc: 2, state: 'signedIn' }]);
});

test('GramJS signs in with a 2FA password after a wrong one', async () => {
  sandbox.control.putAccount(phone, { password2fa: { password: 'pässword ', hint: 'umlaut' } });
  const client = await connect();
  const sent = await client.sendCode(phone);
  expect(await client.errorOf(new Api.account.GetPassword())).toBe('AUTH_KEY_UNREGISTERED');
  const signIn = signInRequest(phone, sent.phoneCodeHash, lastCode());
  expect(await client.errorOf(signIn)).toBe('SESSION_PASSWORD_NEEDED');
  expect(await client.errorOf(getSelfRequest())).toBe('SESSION_PASSWORD_NEEDED');
  expect((await client.send(new Api.account.GetPassword())).hint).toBe('umlaut');
  await expect(client.checkPassword('password')).rejects.toMatchObject({
    errorMessage: 'PASSWORD_HASH_INVALID',
  });
  const authorization = await client.checkPassword('pässword ');
  expect(authorization).toBeInstanceOf(Api.auth.Authorization);
  expect(await client.self()).toMatchObject({ phone });
});

test('GramJS is sent to the home data centre and signs in there', async () => {
  sandbox.control.putAccount(phone, { homeDc: 4 });
  const elsewhere = await connect(2);
  expect(await elsewhere.errorOf(sendCodeRequest(phone))).toBe('MIGRATE_4');
  expect(sandbox.control.inbox(phone)).toEqual([]);
  const home = await connect(4);
  const sent = await home.sendCode(phone);
  await home.send(signInRequest(phone, sent.phoneCodeHash, lastCode()));
  expect(await home.self()).toMatchObject({ phone });
  const config = await home.send(new Api.help.GetConfig());
  expect(config.dcOptions.map(({ id, port }) => ({ id, port }))).toEqual(
    sandbox.dcs.map(({ id, port }) => ({ id, port })),
  );
});

test('GramJS resends by SMS and signs in with the new hash', async () => {
  sandbox.control.putAccount(phone, {
    deliveries: [
      { type: 'App', timeoutSeconds: 0 },
      { type: 'Sms', length: 6 },
    ],
  });
  const client = await connect();
  const first = await client.sendCode(phone);
  expect(first.nextType).toBeInstanceOf(Api.auth.CodeTypeSms);
  expect(first.timeout).toBe(0);
  const second = await client.resendCode(phone, first.phoneCodeHash);
  expect(second.type).toMatchObject({ className: 'auth.SentCodeTypeSms', length: 6 });
  expect(second.phoneCodeHash).not.toBe(first.phoneCodeHash);
  await client.send(signInRequest(phone, second.phoneCodeHash, lastCode()));
  expect(sandbox.control.inbox(phone).map(({ kind }) => kind)).toEqual(['app', 'sms']);
});

test('a signed-in key works on a later connection and ends with logOut', async () => {
  sandbox.control.putAccount(phone);
  const first = await connect();
  const sent = await first.sendCode(phone);
  await first.send(signInRequest(phone, sent.phoneCodeHash, lastCode()));
  await first.close();
  const second = await connect(2, first);
  expect(await second.self()).toMatchObject({ phone });
  await second.send(new Api.auth.LogOut());
  expect(await second.errorOf(getSelfRequest())).toBe('AUTH_KEY_UNREGISTERED');
  expect(sandbox.control.account(phone).authorizations).toEqual([]);
});

test('a bot account says that it is one', async () => {
  sandbox.control.putAccount(phone, { user: { bot: true } });
  const client = await connect();
  const sent = await client.sendCode(phone);
  await client.send(signInRequest(phone, sent.phoneCodeHash, lastCode()));
  expect(await client.self()).toMatchObject({ bot: true });
});
