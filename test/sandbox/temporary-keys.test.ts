import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { getSelfRequest, sendCodeRequest, signInRequest } from './gramjs-client.ts';
import { RawClient, long, readAnswer } from './raw-client.ts';
import { wrapped } from './raw-message.ts';
import { bindingProof } from './raw-binding.ts';
import type { Binding } from './raw-binding.ts';

const phone = '9996628222';
let sandbox: Sandbox;
let folder: string;
let stateFile: string;
let aheadMs = 0;
let permanent: RawClient;
let temporary: RawClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-temporary-'));
  stateFile = join(folder, 'state.json');
  sandbox = await startSandbox({ dcs: [{ id: 2 }], nowMs: () => Date.now() + aheadMs, stateFile });
});
beforeEach(async () => {
  aheadMs = 0;
  sandbox.control.putAccount(phone, { loginsPerDay: null });
  permanent = await RawClient.open(sandbox);
  temporary = await RawClient.open(sandbox, { temporarySeconds: 3600 });
  await temporary.takeSalt();
});
afterEach(() => {
  permanent.close();
  temporary.close();
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/** Binds as the specification says, with `change` to what is proved; `until`: what is asked, in Unix seconds. */
async function bind(change: Partial<Binding> & { as?: RawClient; until?: number } = {}): Promise<unknown> {
  const { as = temporary, until = Math.floor(Date.now() / 1000) + 3600, ...rest } = change;
  const msgId = as.newMsgId();
  const right: Binding = {
    permanentKey: permanent.keyBytes,
    temporaryKeyId: as.keyId,
    sessionId: as.sessionId,
    msgId,
    nonce: randomBytes(8).readBigInt64LE(),
    expiresAt: until,
  };
  const request = new Api.auth.BindTempAuthKey({
    permAuthKeyId: long(permanent.keyId),
    nonce: long(right.nonce),
    expiresAt: right.expiresAt,
    encryptedMessage: bindingProof({ ...right, ...rest }),
  });
  const answer = await as.answerTo(await as.write(request.getBytes(), { msgId }));
  return typeof answer === 'string' ? answer : answer.readUInt32LE() === 0x997275b5;
}

async function ask(client: RawClient, request: Buffer): Promise<unknown> {
  return client.answerTo(await client.write(wrapped(request)));
}

function hexOf({ keyId }: RawClient): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(keyId);
  return bytes.toString('hex');
}

test('a temporary key that is not bound has no account', async () => {
  expect(await ask(temporary, getSelfRequest().getBytes())).toBe('AUTH_KEY_PERM_EMPTY');
  await permanent.settle();
  expect(await ask(permanent, getSelfRequest().getBytes())).toBe('AUTH_KEY_UNREGISTERED');
});

test('a bound temporary key signs its permanent key in, and the next one goes on', async () => {
  expect(await bind()).toBe(true);
  const sent = readAnswer(await temporary.answerTo(await temporary.write(wrapped(sendCodeRequest(phone).getBytes()))));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error('no code was sent');
  const next = await RawClient.open(sandbox, { temporarySeconds: 3600 });
  await next.takeSalt();
  expect(await bind({ as: next })).toBe(true);
  const code = sandbox.control.inbox(phone)[0]?.code ?? '';
  expect(await ask(next, signInRequest(phone, sent.phoneCodeHash, code).getBytes())).toBeInstanceOf(Buffer);
  expect(sandbox.control.account(phone).authorizations).toMatchObject([
    { state: 'signedIn', authKeyId: hexOf(permanent) },
  ]);
  next.close();
  await permanent.settle();
  expect(await ask(permanent, getSelfRequest().getBytes())).toBeInstanceOf(Buffer);
});

test('a binding must be proved for this request, session, keys and date', async () => {
  const wrong: Partial<Binding>[] = [
    { permanentKey: temporary.keyBytes },
    { msgId: 4n },
    { sessionId: 1n },
    { temporaryKeyId: 1n },
    { nonce: 1n },
    { expiresAt: 2_000_000_000 },
  ];
  for (const change of wrong)
    expect(await bind(change), JSON.stringify(Object.keys(change))).toBe('ENCRYPTED_MESSAGE_INVALID');
  expect(await bind()).toBe(true);
  expect(await bind()).toBe(true);
});

test('only a temporary key is bound, to one permanent key and to a date to come', async () => {
  await permanent.takeSalt();
  expect(await bind({ as: permanent })).toBe('TEMP_AUTH_KEY_EMPTY');
  expect(await bind()).toBe(true);
  const first = permanent;
  permanent = await RawClient.open(sandbox);
  expect(await bind()).toBe('TEMP_AUTH_KEY_ALREADY_BOUND');
  first.close();
  expect(await bind({ until: Math.floor(Date.now() / 1000) })).toBe('EXPIRES_AT_INVALID');
});

test('a temporary key is unknown after its hour, and its date may come earlier', async () => {
  expect(await bind()).toBe(true);
  aheadMs = 3_601_000;
  await temporary.write(wrapped(getSelfRequest().getBytes()));
  await expect.poll(() => temporary.isClosed).toBe(true);
  expect(temporary.transportErrors).toEqual([-404]);
});

test('a binding outlives a restart from the state file', async () => {
  expect(await bind()).toBe(true);
  await copyFile(stateFile, `${stateFile}.copy`);
  const next = await startSandbox({ dcs: [{ id: 2 }], stateFile: `${stateFile}.copy` });
  const client = await RawClient.open(next, { like: temporary });
  expect(await ask(client, getSelfRequest().getBytes())).toBe('AUTH_KEY_UNREGISTERED');
  client.close();
  await next.close();
});
