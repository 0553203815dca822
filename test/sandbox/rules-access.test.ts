import { computeCheck } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, getSelfRequest, sendCodeRequest, signInRequest } from './gramjs-client.ts';

const phone = '9996627890';
let sandbox: Sandbox;
let aheadMs = 0;
const clients: GramJsClient[] = [];

async function connect(like?: GramJsClient): Promise<GramJsClient> {
  const client = await GramJsClient.connect(sandbox, 2, like);
  clients.push(client);
  return client;
}

async function signIn(client: GramJsClient): Promise<string> {
  const { phoneCodeHash } = await client.sendCode(phone);
  const code = sandbox.control.inbox(phone).at(-1)?.code ?? '';
  return client.errorOf(signInRequest(phone, phoneCodeHash, code));
}

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }], nowMs: () => Date.now() + aheadMs });
});
afterEach(async () => {
  aheadMs = 0;
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => sandbox.close());

test('an srp_id is good for one try and a short time', async () => {
  sandbox.control.putAccount(phone, { password2fa: { password: 'first' } });
  const client = await connect();
  expect(await signIn(client)).toBe('SESSION_PASSWORD_NEEDED');
  const check = async (typed: string, during?: () => void): Promise<string> => {
    const challenge = await client.send(new Api.account.GetPassword());
    during?.();
    const request = new Api.auth.CheckPassword({ password: await computeCheck(challenge, typed) });
    const error = await client.errorOf(request);
    return error === 'PASSWORD_HASH_INVALID' ? `${error}, ${await client.errorOf(request)}` : error;
  };
  expect(await check('wrong')).toBe('PASSWORD_HASH_INVALID, SRP_ID_INVALID');
  expect(await check('first', () => (aheadMs = 121_000))).toBe('SRP_ID_INVALID');
  const change = (): unknown => sandbox.control.changeAccount(phone, { password2fa: { password: 'second' } });
  expect(await check('first', change)).toBe('SRP_PASSWORD_CHANGED');
  expect(await check('second')).toBe('no error');
  sandbox.control.changeAccount(phone, { password2fa: null });
  expect(await client.send(new Api.account.GetPassword())).toMatchObject({ hasPassword: false });
});

test('too many wrong passwords flood checkPassword and sendCode', async () => {
  sandbox.control.putAccount(phone, { password2fa: { password: 'x' }, wrongPasswordLimit: 1 });
  const client = await connect();
  await signIn(client);
  await expect(client.checkPassword('y')).rejects.toMatchObject({ errorMessage: 'PASSWORD_HASH_INVALID' });
  await expect(client.checkPassword('x')).rejects.toMatchObject({ seconds: 60 });
  expect(await client.errorOf(sendCodeRequest(phone))).toBe('PHONE_PASSWORD_FLOOD');
});

test('a number gets five codes a day, then floods that grow', async () => {
  sandbox.control.putAccount(phone);
  const client = await connect();
  const errors: string[] = [];
  for (let i = 0; i < 10; i++) errors.push(await client.errorOf(sendCodeRequest(phone)));
  expect(errors).toEqual([
    ...Array.from({ length: 5 }, () => 'no error'),
    ...Array.from({ length: 3 }, () => 'PHONE_NUMBER_FLOOD'),
    'FLOOD_WAIT_120',
    'FLOOD_WAIT_240',
  ]);
  aheadMs = 24 * 3600_000 + 1;
  sandbox.control.restart('sessions');
  const tomorrow = await connect(client);
  expect(await tomorrow.errorOf(sendCodeRequest(phone))).toBe('no error');
});

test('a scripted flood counts down and scripted errors come at their call', async () => {
  sandbox.control.putAccount(phone, {
    floodWaitSeconds: { 'auth.sendCode': 33 },
    errors: [{ method: 'auth.signIn', nth: 2, times: 2, code: 500, message: 'SIGN_IN_FAILED' }],
  });
  const client = await connect();
  expect(await client.errorOf(sendCodeRequest(phone))).toBe('FLOOD_WAIT_33');
  aheadMs = 30_000;
  expect(await client.errorOf(sendCodeRequest(phone))).toBe('FLOOD_WAIT_3');
  aheadMs = 34_000;
  const { phoneCodeHash } = await client.sendCode(phone);
  const errors: string[] = [];
  for (let i = 0; i < 4; i++) errors.push(await client.errorOf(signInRequest(phone, phoneCodeHash, '1')));
  expect(errors).toEqual(['PHONE_CODE_INVALID', 'SIGN_IN_FAILED', 'SIGN_IN_FAILED', 'PHONE_CODE_INVALID']);
});

test('a key that is not signed in gets 401, and nothing is implemented in secret', async () => {
  const client = await connect();
  expect(await client.errorOf(getSelfRequest())).toBe('AUTH_KEY_UNREGISTERED');
  expect(await client.errorOf(new Api.updates.GetState())).toBe('AUTH_KEY_UNREGISTERED');
  expect(await client.errorOf(new Api.contacts.GetTopPeers({}))).toBe('AUTH_KEY_UNREGISTERED');
  expect(await client.errorOf(new Api.account.GetPassword())).toBe('AUTH_KEY_UNREGISTERED');
  expect(await client.errorOf(new Api.help.GetAppConfig({ hash: 0 }))).toBe('METHOD_NOT_IMPLEMENTED');
  sandbox.control.putAccount(phone);
  await signIn(client);
  expect(await client.errorOf(new Api.updates.GetState())).toBe('no error');
  expect(await client.errorOf(new Api.messages.GetAllStickers({}))).toBe('METHOD_NOT_IMPLEMENTED');
});

test('parallel requests over two connections of a signed-in key end its session', async () => {
  sandbox.control.putAccount(phone);
  const first = await connect();
  await signIn(first);
  sandbox.control.setFaults([{ action: 'holdReply', method: 'updates.getState', phone }]);
  const slow = first.errorOf(new Api.updates.GetState());
  await sandbox.control.waitForCalls({ method: 'updates.getState', phone });
  const second = await connect(first).catch(() => undefined);
  // GramJS's own help.getConfig at connecting is the parallel request.
  expect(sandbox.control.calls({ method: 'help.getConfig' }).calls.at(-1)?.outcome).toBe('AUTH_KEY_DUPLICATED');
  sandbox.control.releaseReplies();
  expect(await slow).toBe('no error');
  expect(await first.errorOf(getSelfRequest())).toBe('AUTH_KEY_UNREGISTERED');
  expect(sandbox.control.account(phone).authorizations).toEqual([]);
  await second?.close();
});

test('a second connection that takes over from a silent one is no parallel use', async () => {
  sandbox.control.putAccount(phone);
  const first = await connect();
  await signIn(first);
  const second = await connect(first);
  expect(await second.self()).toMatchObject({ phone });
  expect(await first.errorOf(getSelfRequest())).toBe('AUTH_KEY_DUPLICATED');
  expect(await second.errorOf(getSelfRequest())).toBe('AUTH_KEY_UNREGISTERED');
});

test('parallel use of a key that is not signed in ends it only where the setting says so', async () => {
  const first = await connect();
  await connect(first);
  expect(await first.errorOf(new Api.help.GetNearestDc())).toBe('no error');
  sandbox.control.changeSettings({ duplicatedOnUnauthorised: 'yes' });
  const third = await connect();
  await connect(third);
  expect(await third.errorOf(new Api.help.GetNearestDc())).toBe('AUTH_KEY_DUPLICATED');
  sandbox.control.changeSettings({ duplicatedOnUnauthorised: 'no' });
});
