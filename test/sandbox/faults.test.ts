import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, sendCodeRequest } from './gramjs-client.ts';
import { RawClient, long } from './raw-client.ts';
import { wrapped } from './raw-message.ts';

const phone = '9996624444';
let sandbox: Sandbox;
const clients: GramJsClient[] = [];

async function connect(like?: GramJsClient): Promise<GramJsClient> {
  const client = await GramJsClient.connect(sandbox, 2, like);
  clients.push(client);
  return client;
}

/** GramJS repeats a call whose connection was lost, so its promise is left alone. */
function startSending(client: GramJsClient): void {
  void client.errorOf(sendCodeRequest(phone));
}

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }] });
});
beforeEach(() => {
  sandbox.control.putAccount(phone, { loginsPerDay: null });
});
afterEach(async () => {
  sandbox.control.clearFaults();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => sandbox.close());

const handled = (count = 1): Promise<readonly unknown[]> =>
  sandbox.control.waitForCalls({ method: 'auth.sendCode', phone, count, timeoutMs: 5000, afterSeq });
let afterSeq = 0;
beforeEach(() => {
  afterSeq = sandbox.control.calls().calls.at(-1)?.seq ?? 0;
});

function outcomes(): string[] {
  const { calls } = sandbox.control.calls({ method: 'auth.sendCode', phone, afterSeq });
  return calls.map(({ outcome }) => outcome);
}

test('a connection dropped before the call leaves it unhandled', async () => {
  const client = await connect();
  sandbox.control.setFaults([{ action: 'dropBefore', method: 'auth.sendCode' }]);
  startSending(client);
  // GramJS connects again and repeats the call, which is then served.
  await handled();
  expect(outcomes()).toEqual(['droppedBefore', 'ok']);
  expect(sandbox.control.inbox(phone)).toHaveLength(1);
});

test('a connection dropped after the call has sent the code', async () => {
  const client = await connect();
  sandbox.control.setFaults([{ action: 'dropAfter', method: 'auth.sendCode', phone: `+${phone}` }]);
  startSending(client);
  await handled(2);
  expect(outcomes()).toEqual(['ok', 'ok']);
  expect(sandbox.control.inbox(phone)).toHaveLength(2);
});

test('a fault strikes the nth call and only once', async () => {
  const client = await connect();
  const error = { action: 'error' as const, method: 'help.getNearestDc', code: 500, message: 'TIMEOUT' };
  sandbox.control.setFaults([{ ...error, nth: 2 }]);
  const errors: string[] = [];
  for (let i = 0; i < 4; i++) errors.push(await client.errorOf(new Api.help.GetNearestDc()));
  expect(errors).toEqual(['no error', 'TIMEOUT', 'no error', 'no error']);
  expect(sandbox.control.faults()).toEqual([]);
});

test('a delayed call is handled later', async () => {
  const client = await connect();
  sandbox.control.setFaults([{ action: 'delay', delayMs: 500, method: 'auth.sendCode' }]);
  const startMs = performance.now();
  const sending = client.sendCode(phone);
  await expect.poll(outcomes).toEqual(['received']);
  await sending;
  expect(performance.now() - startMs).toBeGreaterThan(490);
  expect(outcomes()).toEqual(['ok']);
});

test('a held reply comes when it is released, its call handled at once', async () => {
  const client = await connect();
  sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode' }]);
  let arrived = false;
  const sending = client.sendCode(phone).then(() => (arrived = true));
  await handled();
  expect(sandbox.control.inbox(phone)).toHaveLength(1);
  await client.send(new Api.help.GetNearestDc());
  expect(arrived).toBe(false);
  expect(sandbox.control.heldReplies()).toMatchObject([{ method: 'auth.sendCode', phone, outcome: 'ok' }]);
  expect(sandbox.control.releaseReplies()).toBe(1);
  expect(sandbox.control.heldReplies()).toEqual([]);
  expect(await sending).toBe(true);
});

test('a held reply whose client has gone is not counted, and one whose client comes back is', async () => {
  const client = await RawClient.open(sandbox);
  await client.settle();
  sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode' }]);
  const msgId = await client.write(wrapped(sendCodeRequest(phone).getBytes()));
  await handled();
  expect(sandbox.control.heldReplies()).toHaveLength(1);
  client.close();
  await expect.poll(() => sandbox.control.heldReplies()).toEqual([]);
  const back = await RawClient.open(sandbox, { like: client, sameSession: true });
  await back.write(new Api.Ping({ pingId: long(1n) }).getBytes());
  await expect.poll(() => sandbox.control.heldReplies()).toHaveLength(1);
  expect(sandbox.control.releaseReplies()).toBe(1);
  expect(await back.answerTo(msgId)).toBeInstanceOf(Buffer);
  back.close();
  expect(sandbox.control.releaseReplies()).toBe(0);
});

test('a reply held for a time comes by itself', async () => {
  const client = await connect();
  sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode', delayMs: 100 }]);
  const startMs = performance.now();
  await client.sendCode(phone);
  expect(performance.now() - startMs).toBeGreaterThan(90);
  expect(sandbox.control.releaseReplies()).toBe(0);
});

test('a restart closes connections and keeps keys and codes', async () => {
  const first = await connect();
  const sent = await first.sendCode(phone);
  sandbox.control.restart();
  expect(sandbox.control.connections().open).toBe(0);
  const second = await connect(first);
  const request = new Api.auth.CancelCode({ phoneNumber: phone, phoneCodeHash: sent.phoneCodeHash });
  expect(await second.send(request)).toBe(true);
});
