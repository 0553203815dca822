import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { RawClient, long, readAnswer } from './raw-client.ts';
import { rawMessage } from './raw-message.ts';

const nearestDc = new Api.help.GetNearestDc().getBytes();
const acknowledgement = new Api.MsgsAck({ msgIds: [long(1n)] }).getBytes();
const warnings: string[] = [];
let sandbox: Sandbox;
let client: RawClient;

beforeAll(async () => {
  const warn = (_fields: object, message: string): void => void warnings.push(message);
  sandbox = await startSandbox({ dcs: [{ id: 2 }], logger: { debug: () => undefined, info: () => undefined, warn } });
});
beforeEach(async () => {
  client = await RawClient.open(sandbox);
  await client.settle();
});
afterEach(() => client.close());
afterAll(() => sandbox.close());

type Numbers = { msgId: bigint; seqNo: number };

function container(...messages: (Numbers & { body: Buffer })[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x73f1f8dc);
  head.writeInt32LE(messages.length, 4);
  return Buffer.concat([head, ...messages.map((message) => rawMessage(message))]);
}

function numbers(content = true): Numbers {
  return { msgId: client.newMsgId(), seqNo: client.newSeqNo(content) };
}

/** The code of bad_msg_notification that a message brings. */
async function refusalOf(body: Buffer, at: Numbers): Promise<number> {
  await client.write(body, at);
  const { object } = await client.receive(
    (message) =>
      message.object instanceof Api.BadMsgNotification && message.object.badMsgId.toString() === `${at.msgId}`,
  );
  if (!(object instanceof Api.BadMsgNotification)) throw new Error('unreachable');
  return object.errorCode;
}

async function statesOf(...msgIds: bigint[]): Promise<number[]> {
  client.received.length = 0;
  await client.write(new Api.MsgsStateReq({ msgIds: msgIds.map(long) }).getBytes());
  const { object } = await client.named('MsgsStateInfo');
  if (!(object instanceof Api.MsgsStateInfo)) throw new Error('unreachable');
  return [...Buffer.from(object.info, 'latin1')];
}

test('a seq_no that does not grow with the msg_id is bad message 32 or 33', async () => {
  const early = client.newMsgId();
  const used = numbers();
  await client.answerTo(await client.write(nearestDc, used));
  expect(await refusalOf(nearestDc, { msgId: client.newMsgId(), seqNo: used.seqNo })).toBe(32);
  expect(await refusalOf(nearestDc, { msgId: client.newMsgId(), seqNo: used.seqNo - 2 })).toBe(32);
  expect(await refusalOf(nearestDc, { msgId: early, seqNo: used.seqNo + 2 })).toBe(33);
  expect(await refusalOf(nearestDc, { msgId: early, seqNo: used.seqNo })).toBe(33);
  await client.answerTo(await client.write(nearestDc, { msgId: client.newMsgId(), seqNo: used.seqNo + 2 }));
});

test('a container with an odd seq_no is bad message 34, a call with an even one 35', async () => {
  expect(await refusalOf(container(), numbers())).toBe(34);
  expect(await refusalOf(nearestDc, numbers(false))).toBe(35);
});

test('acknowledgements and pings are taken with either kind of seq_no', async () => {
  for (const content of [true, false]) {
    client.received.length = 0;
    await client.write(acknowledgement, numbers(content));
    await client.write(new Api.Ping({ pingId: long(1n) }).getBytes(), numbers(content));
    await client.named('Pong');
    expect(client.received.map(({ name }) => name)).not.toContain('BadMsgNotification');
  }
});

test("a container's msg_id that was used before is bad message 19", async () => {
  const at = numbers(false);
  const inner = { ...numbers(), body: nearestDc };
  const later = { msgId: client.newMsgId(), seqNo: client.newSeqNo(false) };
  await client.write(container(inner), later);
  await client.answerTo(inner.msgId);
  expect(await refusalOf(container(), later)).toBe(19);
  expect(await refusalOf(container(inner), at)).toBe(64);
});

test('a container that cannot be read is bad message 64', async () => {
  expect(await refusalOf(Buffer.from('dcf8f173ffffff7f', 'hex'), numbers(false))).toBe(64);
  expect(await refusalOf(Buffer.from('dcf8f17301000000', 'hex'), numbers(false))).toBe(64);
});

test('a message older than all that is remembered is bad message 20, and nothing is certain about it', async () => {
  const early = client.newMsgId();
  for (let i = 0; i < 501; i++) await client.write(acknowledgement, numbers(false));
  expect(await refusalOf(nearestDc, { msgId: early, seqNo: 1 })).toBe(20);
  expect(await statesOf(early)).toEqual([1]);
});

test('states tell what came, what is a call, what is answered and what the client knows of it', async () => {
  const call = await client.write(nearestDc, numbers());
  const { msgId } = await client.receive(({ name }) => name === 'RpcResult');
  await client.answerTo(call);
  const even = await client.write(acknowledgement, numbers(false));
  expect(await statesOf(call, even, call - 4n, call + (1n << 32n), 4n)).toEqual([4 + 8 + 32 + 64, 4 + 16, 2, 3, 1]);
  expect(msgId).toBeGreaterThan(0n);
});

test('an acknowledged answer has its own state', async () => {
  const call = await client.write(nearestDc, numbers());
  await client.answerTo(call);
  const msgIds = client.received.filter(({ name }) => name === 'RpcResult').map((message) => long(message.msgId));
  await client.write(new Api.MsgsAck({ msgIds }).getBytes(), numbers(false));
  expect(await statesOf(call)).toEqual([4 + 8 + 32 + 64 + 128]);
});

test('a call under way is acknowledged when it comes again, and not handled again', async () => {
  const phone = '9996628877';
  sandbox.control.putAccount(phone);
  sandbox.control.setFaults([{ action: 'holdReply', method: 'help.getNearestDc' }]);
  const at = numbers();
  const before = sandbox.control.calls({ method: 'help.getNearestDc' }).calls.length;
  await client.write(nearestDc, at);
  await client.write(nearestDc, at);
  const { object } = await client.named('MsgsAck');
  expect(object instanceof Api.MsgsAck && object.msgIds.map(String)).toEqual([at.msgId.toString()]);
  sandbox.control.clearFaults();
  expect(readAnswer(await client.answerTo(at.msgId))).toBeInstanceOf(Api.NearestDc);
  expect(sandbox.control.calls({ method: 'help.getNearestDc' }).calls).toHaveLength(before + 1);
});

test('messages are sent again on request, and the states of all follow where one is gone', async () => {
  const call = await client.write(nearestDc, numbers());
  await client.answerTo(call);
  const answer = client.received.findLast(({ name }) => name === 'RpcResult');
  const ask = async (id: string, ...msgIds: bigint[]): Promise<string[]> => {
    client.received.length = 0;
    const request = new Api.MsgsStateReq({ msgIds: msgIds.map(long) }).getBytes();
    await client.write(Buffer.concat([Buffer.from(id, 'hex'), request.subarray(4)]), numbers());
    await client.write(new Api.Ping({ pingId: long(1n) }).getBytes(), numbers());
    await client.named('Pong');
    return client.received.map(({ name }) => name);
  };
  const answerId = answer?.msgId ?? 0n;
  expect(await ask('081a867d', answerId)).toEqual(['RpcResult', 'Pong']);
  expect(await ask('081a867d', answerId, 5n)).toEqual(['RpcResult', 'MsgsStateInfo', 'Pong']);
  expect(await ask('ebba1086', call)).toEqual(['RpcResult', 'Pong']);
  expect(await ask('ebba1086', call + 4n)).toEqual(['MsgsStateInfo', 'Pong']);
});

test('http_wait is refused with one line of log', async () => {
  warnings.length = 0;
  const httpWait = Buffer.concat([Buffer.from('9f359992', 'hex'), Buffer.alloc(12)]);
  expect(await client.answerTo(await client.write(httpWait, numbers()))).toBe('METHOD_NOT_IMPLEMENTED');
  expect(warnings).toEqual(['refused http_wait: it belongs to the HTTP transport']);
});

test('msgs_all_info and a state that nobody asked for are left alone', async () => {
  const info = new Api.MsgsAllInfo({ msgIds: [long(1n)], info: 'x' }).getBytes();
  await client.write(info, numbers());
  expect(readAnswer(await client.answerTo(await client.write(nearestDc, numbers())))).toBeInstanceOf(Api.NearestDc);
});

test('a destroyed key is unknown from then on', async () => {
  client.received.length = 0;
  await client.write(Buffer.from('605143d1', 'hex'), numbers());
  await client.named('DestroyAuthKeyOk');
  await client.write(nearestDc, numbers());
  await expect.poll(() => client.isClosed).toBe(true);
  expect(client.transportErrors).toEqual([-404]);
});
