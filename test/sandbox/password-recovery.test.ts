import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeCheck, computeDigest } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { emailPattern } from '../../sandbox/accounts/password-recovery.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sendCodeRequest, signInRequest } from './gramjs-client.ts';
import { RawClient, readAnswer } from './raw-client.ts';
import { wrapped } from './raw-message.ts';

const phone = '9996628444';
const password2fa = { password: 'first', recoveryEmail: 'owner@example.org', hint: 'one' };
const running: Sandbox[] = [];
const open: RawClient[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-recovery-'));
});
afterEach(async () => {
  for (const client of open.splice(0)) client.close();
  for (const sandbox of running.splice(0)) await sandbox.close();
});
afterAll(() => rm(folder, { recursive: true }));

async function start(stateFile?: string): Promise<Sandbox> {
  const sandbox = await startSandbox({ dcs: [{ id: 2 }], ...(stateFile === undefined ? {} : { stateFile }) });
  running.push(sandbox);
  return sandbox;
}

async function ask(client: RawClient, request: { getBytes(): Buffer }): Promise<unknown> {
  return readAnswer(await client.answerTo(await client.write(wrapped(request.getBytes()))));
}

async function atPassword(sandbox: Sandbox): Promise<RawClient> {
  const asking = await RawClient.open(sandbox);
  open.push(asking);
  await asking.settle();
  const sent = await ask(asking, sendCodeRequest(phone));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error(String(sent));
  const code = sandbox.control.inbox(phone).findLast(({ kind }) => kind === 'app')?.code ?? '';
  expect(await ask(asking, signInRequest(phone, sent.phoneCodeHash, code))).toBe('SESSION_PASSWORD_NEEDED');
  return asking;
}

async function question(client: RawClient): Promise<Api.account.Password> {
  const password = await ask(client, new Api.account.GetPassword());
  if (!(password instanceof Api.account.Password)) throw new Error(String(password));
  return password;
}

async function newSettings(client: RawClient, password: string): Promise<Api.account.PasswordInputSettings> {
  const { newAlgo } = await question(client);
  if (!(newAlgo instanceof Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)) throw new Error('?');
  newAlgo.salt1 = Buffer.concat([newAlgo.salt1, randomBytes(32)]);
  return new Api.account.PasswordInputSettings({
    newAlgo,
    newPasswordHash: await computeDigest(newAlgo, password),
    hint: '',
  });
}

async function enters(client: RawClient, password: string): Promise<unknown> {
  return ask(client, new Api.auth.CheckPassword({ password: await computeCheck(await question(client), password) }));
}

test('a code that was mailed and a password that was replaced are known to the next sandbox on the same file', async () => {
  const file = join(folder, 'state.json');
  const first = await start(file);
  first.control.putAccount(phone, { password2fa });
  const client = await atPassword(first);
  expect(await ask(client, new Api.auth.RequestPasswordRecovery())).toMatchObject({
    emailPattern: 'o***r@e******.org',
  });
  const mail = first.control.inbox(phone).at(-1);
  expect(mail).toMatchObject({ kind: 'email', text: `Your password recovery code is ${mail?.code}` });
  const code = mail?.code ?? '';
  await writeFile(`${file}.mailed`, await readFile(file));

  const second = await start(`${file}.mailed`);
  const again = await atPassword(second);
  const settings = await newSettings(again, 'second');
  expect(await ask(again, new Api.auth.RecoverPassword({ code, newSettings: settings }))).toBeInstanceOf(
    Api.auth.Authorization,
  );
  expect(second.control.account(phone).scenario.password2fa).not.toHaveProperty('hint');
  await second.control.save();
  await writeFile(`${file}.replaced`, await readFile(`${file}.mailed`));

  const third = await start(`${file}.replaced`);
  const next = await atPassword(third);
  expect(await enters(next, 'first')).toBe('PASSWORD_HASH_INVALID');
  expect(await enters(next, 'second')).toBeInstanceOf(Api.auth.Authorization);
  third.control.changeAccount(phone, { password2fa });
  expect(await enters(await atPassword(third), 'first')).toBeInstanceOf(Api.auth.Authorization);
});

test('a recovery code is used once, and salts that were offered are too', async () => {
  const sandbox = await start();
  sandbox.control.putAccount(phone, { password2fa: { ...password2fa, recoveryCode: '424242' } });
  const client = await atPassword(sandbox);
  await ask(client, new Api.auth.RequestPasswordRecovery());
  const settings = await newSettings(client, 'second');
  const recover = new Api.auth.RecoverPassword({ code: '424242', newSettings: settings });
  expect(await ask(client, recover)).toBeInstanceOf(Api.auth.Authorization);
  expect(await ask(client, recover)).toBe('PASSWORD_RECOVERY_EXPIRED');
  await ask(client, new Api.auth.RequestPasswordRecovery());
  expect(await ask(client, recover)).toBe('NEW_SALT_INVALID');
});

test('settings without an algorithm or a hash are refused', async () => {
  const sandbox = await start();
  sandbox.control.putAccount(phone, { password2fa: { ...password2fa, recoveryCode: '424242' } });
  const client = await atPassword(sandbox);
  await ask(client, new Api.auth.RequestPasswordRecovery());
  const unknown = { newAlgo: new Api.PasswordKdfAlgoUnknown(), newPasswordHash: Buffer.alloc(256, 5), hint: '' };
  for (const parts of [{ email: 'a@b.c' }, unknown]) {
    const newSettings = new Api.account.PasswordInputSettings(parts);
    expect(await ask(client, new Api.auth.RecoverPassword({ code: '424242', newSettings }))).toBe(
      'NEW_SETTINGS_INVALID',
    );
  }
});

test.each([
  ['owner@example.org', 'o***r@e******.org'],
  ['ab@c.de', 'a***@c***.de'],
  ['me@localhost', 'm***@l*******t'],
])('shows %s as %s', (address, pattern) => {
  expect(emailPattern(address)).toBe(pattern);
});
