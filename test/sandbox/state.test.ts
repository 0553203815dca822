import {
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { getSelfRequest, sendCodeRequest, signInRequest } from './gramjs-client.ts';
import { RawClient, long, readAnswer } from './raw-client.ts';
import { wrapped } from './raw-message.ts';

const phone = '9996628333';
let folder: string;
let file: string;
const running: Sandbox[] = [];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'latchkey-state-')));
});
beforeEach(() => {
  file = join(folder, `${Math.random()}.json`);
});
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});
afterAll(() => rm(folder, { recursive: true }));

async function start(stateFile?: string): Promise<Sandbox> {
  const sandbox = await startSandbox({ dcs: [{ id: 2 }], ...(stateFile === undefined ? {} : { stateFile }) });
  running.push(sandbox);
  return sandbox;
}

async function ask(client: RawClient, request: { getBytes(): Buffer }): Promise<Buffer | string> {
  return client.answerTo(await client.write(wrapped(request.getBytes())));
}

async function sendCode(client: RawClient): Promise<string> {
  const sent = readAnswer(await ask(client, sendCodeRequest(phone)));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error(String(sent));
  return sent.phoneCodeHash;
}

/** The other sandbox as it is after SIGKILL: nothing is closed, the file is what it was. */
async function afterKill(): Promise<Sandbox> {
  await writeFile(`${file}.after`, await readFile(file));
  return start(`${file}.after`);
}

test('a sign-in goes on with the next sandbox on the same file, as if it had been killed', async () => {
  const first = await start(file);
  first.control.putAccount(phone, { password2fa: { password: 'x' }, user: { id: 77 } });
  first.control.changeSettings({ earlyResend: 'serve' });
  const client = await RawClient.open(first);
  await client.settle();
  const hash = await sendCode(client);
  const second = await afterKill();
  expect(second.keyFingerprint).toBe(first.keyFingerprint);
  expect(second.control.settings().earlyResend).toBe('serve');
  expect(second.control.account(phone)).toMatchObject({ userId: 77, liveCodes: 1, sendsInLast24Hours: 1 });
  const code = second.control.inbox(phone)[0]?.code ?? '';
  const next = await RawClient.open(second, { like: client });
  expect(await ask(next, signInRequest(phone, hash, code))).toBe('SESSION_PASSWORD_NEEDED');
  expect(next.received.map(({ name }) => name)).not.toContain('BadServerSalt');
  expect(second.control.account(phone).authorizations).toMatchObject([{ state: 'passwordPending' }]);
  next.close();
  client.close();
});

test('a signed-in key is known again, and resent codes keep their chain', async () => {
  const first = await start(file);
  const deliveries = [{ type: 'App' as const, timeoutSeconds: 0 }, { type: 'Sms' as const }];
  first.control.putAccount(phone, { deliveries });
  first.control.changeSettings({ repeatedResend: 'repeatsAnswer' });
  const client = await RawClient.open(first);
  await client.settle();
  const hash = await sendCode(client);
  const resend = new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash: hash });
  const resent = readAnswer(await ask(client, resend));
  await first.close();
  const second = await start(file);
  const next = await RawClient.open(second, { like: client });
  expect(readAnswer(await ask(next, resend))).toEqual(resent);
  if (!(resent instanceof Api.auth.SentCode)) throw new Error('not resent');
  const code = second.control.inbox(phone)[1]?.code ?? '';
  await ask(next, signInRequest(phone, resent.phoneCodeHash, code));
  const third = await afterKill();
  const last = await RawClient.open(third, { like: client });
  expect(await ask(last, getSelfRequest())).toBeInstanceOf(Buffer);
  next.close();
  last.close();
});

test('a start without data centres takes those of the file, and one that would lose some is refused', async () => {
  const first = await startSandbox({ dcs: [{ id: 4 }, { id: 2 }, { id: 5 }], stateFile: file });
  running.push(first);
  first.control.putAccount(phone, { homeDc: 2 });
  const client = await RawClient.open(first);
  client.close();
  await first.close();
  const before = await readFile(file, 'utf8');
  for (const [given, wanted] of [
    [[2], '4,2'],
    [[4, 7], '4,2,7'],
  ] as const) {
    const leavesOut = startSandbox({ dcs: given.map((id) => ({ id })), stateFile: file });
    const left = given[0] === 2 ? 4 : 2;
    await expect(leavesOut).rejects.toThrow(
      `--state: ${file} has keys, codes or numbers of data centre ${left}. Start with --dcs ${wanted}, or`,
    );
  }
  expect(await readFile(file, 'utf8')).toBe(before);
  const again = await startSandbox({ stateFile: file });
  running.push(again);
  expect(again.dcs.map(({ id }) => id)).toEqual([4, 2, 5]);
  await again.close();
  const without = await startSandbox({ dcs: [{ id: 2 }, { id: 4 }], stateFile: file });
  running.push(without);
  const next = await RawClient.open({ ...without, dcs: without.dcs.filter(({ id }) => id === 4) }, { like: client });
  await next.write(new Api.Ping({ pingId: long(1n) }).getBytes());
  await next.settle();
  expect(next.transportErrors).toEqual([]);
  next.close();
});

test('without a file everything is forgotten', async () => {
  const first = await start();
  first.control.putAccount(phone);
  const client = await RawClient.open(first);
  await first.close();
  const second = await start();
  expect(second.keyFingerprint).not.toBe(first.keyFingerprint);
  expect(second.control.accounts()).toEqual([]);
  const next = await RawClient.open(second, { like: client });
  await next.write(new Api.Ping({ pingId: long(1n) }).getBytes());
  await expect.poll(() => next.transportErrors).toEqual([-404]);
});

test('the file is private, whole, and alone', async () => {
  const sandbox = await start(file);
  sandbox.control.putAccount(phone);
  await sandbox.control.save();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await Promise.all(Array.from({ length: 50 }, () => sandbox.control.save()));
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1, accounts: [{ phone }] });
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('what cannot be kept is not answered as if it were, and the file is free after a last save that failed', async () => {
  const own = join(folder, 'own');
  await mkdir(own);
  const stateFile = join(own, 'state.json');
  const sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0, stateFile });
  const client = await RawClient.open(sandbox);
  await client.settle();
  const put = async (): Promise<Response> =>
    fetch(`${sandbox.controlUrl ?? ''}/accounts/${phone}`, { method: 'PUT', body: '{}' });
  await rename(own, `${own}.away`);
  const refused = await put();
  expect(refused.status).toBe(500);
  expect(await refused.json()).toEqual({
    error: expect.stringMatching(
      /^Done, but not kept over a restart\. --state: .* lies in a folder that does not exist/,
    ),
  });
  expect(await ask(client, sendCodeRequest(phone))).toBe('RPC_CALL_FAIL');
  await rename(`${own}.away`, own);
  expect((await put()).status).toBe(200);
  expect(await sendCode(client)).not.toBe('');
  client.close();
  await rename(own, `${own}.away`);
  await expect(sandbox.close()).rejects.toThrow('lies in a folder that does not exist');
  await rename(`${own}.away`, own);
  expect((await start(stateFile)).control.account(phone).liveCodes).toBe(1);
});

test.each(['before', 'after'])('a link made %s the file is another name of it', async (when) => {
  const link = `${file}.link`;
  if (when === 'before') await symlink(basename(file), link);
  const first = await start(when === 'before' ? link : file);
  if (when === 'after') await symlink(file, link);
  first.control.putAccount(phone);
  await expect(start(link)).rejects.toThrow('is in use by another sandbox');
  await expect(start(file)).rejects.toThrow('is in use by another sandbox');
  await first.close();
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect((await start(file)).control.accounts()).toHaveLength(1);
});

test('a lock that is no lock is not called one that another sandbox holds', async () => {
  await writeFile(`${file}.lock`, 'garbage '.repeat(100));
  await expect(start(file)).rejects.toThrow(
    `${file}.lock, which keeps a second sandbox away, cannot be used (file is not`,
  );
});

test.each<[where: string, change: { privateKeyPem?: string; keys?: object[] }]>([
  ['privateKeyPem', { privateKeyPem: 'garbage' }],
  ['keys[0].initialSalt', { keys: [{ initialSalt: 'garbage' }] }],
  ['keys[0].initialSalt', { keys: [{ initialSalt: String(2n ** 63n) }] }],
  ['keys[0].bytes', { keys: [{ bytes: 'AAAA' }] }],
])('a file whose %s is garbage is refused by that name', async (where, change) => {
  const first = await start(file);
  const client = await RawClient.open(first);
  await first.close();
  client.close();
  const kept = z.looseObject({ keys: z.array(z.looseObject({})) }).parse(JSON.parse(await readFile(file, 'utf8')));
  const keys = kept.keys.map((key, at) => ({ ...key, ...change.keys?.[at] }));
  await writeFile(file, JSON.stringify({ ...kept, ...change, keys }));
  await expect(start(file)).rejects.toThrow(`${file} holds no state of a sandbox (wrong at ${where}). Name another`);
});

test.each(['{"version":', '{"version":2}', '[]'])('a file that holds %s is refused by name', async (text) => {
  await writeFile(file, text);
  await expect(start(file)).rejects.toThrow(`${file} holds no state of a sandbox`);
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('a restart in the process keeps what it is not told to forget', async () => {
  const sandbox = await start();
  sandbox.control.putAccount(phone);
  const client = await RawClient.open(sandbox);
  await client.settle();
  const hash = await sendCode(client);
  await ask(client, signInRequest(phone, hash, sandbox.control.inbox(phone)[0]?.code ?? ''));
  const known = client.received.map(({ msgId }) => msgId);
  /** Whether the session had to be made anew; what was not acknowledged comes again in any case. */
  const beginsAnew = async (forget: 'nothing' | 'sessions'): Promise<boolean> => {
    sandbox.control.restart(forget);
    const next = await RawClient.open(sandbox, { like: client, sameSession: true });
    expect(await ask(next, getSelfRequest())).toBeInstanceOf(Buffer);
    next.close();
    return next.received.some(({ msgId, name }) => name === 'NewSessionCreated' && !known.includes(msgId));
  };
  expect(await beginsAnew('nothing')).toBe(false);
  expect(await beginsAnew('sessions')).toBe(true);
  expect(sandbox.control.account(phone).authorizations).toHaveLength(1);
  sandbox.control.restart('keys');
  expect(sandbox.control.account(phone).authorizations).toEqual([]);
});
