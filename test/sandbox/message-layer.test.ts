import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { serializeBytes } from 'telegram/tl/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { sendCodeRequest } from './gramjs-client.ts';
import { RawClient, long, readAnswer } from './raw-client.ts';
import { rawMessage } from './raw-message.ts';

const phone = '9996628888';
const nearestDc = new Api.help.GetNearestDc().getBytes();
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

function callCount(method: string): number {
  return sandbox.control.calls({ method }).calls.length;
}

function container(...messages: { msgId: bigint; seqNo: number; body: Buffer }[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x73f1f8dc);
  head.writeInt32LE(messages.length, 4);
  return Buffer.concat([head, ...messages.map((message) => rawMessage(message))]);
}

test('a new session is told its salt, and odd and even numbers are kept', async () => {
  const created = await client.named('NewSessionCreated');
  expect(created.seqNo % 2).toBe(1);
  expect(created.msgId & 3n).toBe(3n);
  const answer = await client.named('RpcResult');
  expect(answer.msgId & 3n).toBe(1n);
  expect(answer.seqNo).toBe(created.seqNo + 2);
});

test('no two messages have the same id, also before a session is accepted', async () => {
  const other = await RawClient.open(sandbox);
  await Promise.all(Array.from({ length: 20 }, () => other.write(nearestDc)));
  await expect.poll(() => other.received.length).toBe(20);
  expect(new Set(other.received.map(({ msgId }) => msgId)).size).toBe(20);
  other.close();
});

test.each([
  [-301, 16],
  [31, 17],
] as const)('a msg_id %i s off is bad message %i', async (offsetSeconds, errorCode) => {
  const before = callCount('help.getNearestDc');
  await client.write(nearestDc, { msgId: client.newMsgId(offsetSeconds) });
  expect((await client.named('BadMsgNotification')).object).toMatchObject({ errorCode });
  expect(callCount('help.getNearestDc')).toBe(before);
});

test('an odd msg_id and an even seq_no are bad messages 18 and 35', async () => {
  await client.write(nearestDc, { msgId: client.newMsgId() + 1n });
  expect((await client.named('BadMsgNotification')).object).toMatchObject({ errorCode: 18 });
  client.received.length = 0;
  await client.write(nearestDc, { seqNo: 2 });
  expect((await client.named('BadMsgNotification')).object).toMatchObject({ errorCode: 35 });
});

test('a container is opened, one inside another is refused', async () => {
  const first = { msgId: client.newMsgId(), seqNo: client.newSeqNo(), body: nearestDc };
  const config = new Api.help.GetConfig().getBytes();
  const second = { msgId: client.newMsgId(), seqNo: client.newSeqNo(), body: config };
  await client.write(container(first, second), { seqNo: client.newSeqNo(false) });
  expect(readAnswer(await client.answerTo(first.msgId))).toBeInstanceOf(Api.NearestDc);
  expect(readAnswer(await client.answerTo(second.msgId))).toBeInstanceOf(Api.Config);
  const inner = { msgId: client.newMsgId(), seqNo: client.newSeqNo(false), body: container() };
  await client.write(container(inner), { seqNo: client.newSeqNo(false) });
  expect((await client.named('BadMsgNotification')).object).toMatchObject({ errorCode: 64 });
});

test('packed requests are opened, of gzip and of zlib', async () => {
  for (const pack of [gzipSync, deflateSync]) {
    const body = Buffer.concat([Buffer.from('a1cf7230', 'hex'), serializeBytes(pack(nearestDc))]);
    expect(readAnswer(await client.answerTo(await client.write(body)))).toBeInstanceOf(Api.NearestDc);
  }
});

test('a repeated msg_id is answered from the store', async () => {
  const body = sendCodeRequest(phone).getBytes();
  const before = callCount('auth.sendCode');
  const msgId = await client.write(body);
  const answer = await client.answerTo(msgId);
  const count = client.received.length;
  await client.write(body, { msgId });
  await client.receive(() => client.received.length > count);
  expect(client.received.at(-1)?.msgId).toBe(client.received[count - 1]?.msgId);
  expect(await client.answerTo(msgId)).toEqual(answer);
  expect(callCount('auth.sendCode')).toBe(before + 1);
  expect(sandbox.control.inbox(phone)).toHaveLength(1);
});

test('an answer lost with its connection comes on the next one of its session', async () => {
  sandbox.control.setFaults([{ action: 'dropAfter', method: 'auth.sendCode' }]);
  const msgId = await client.write(sendCodeRequest(phone).getBytes());
  await sandbox.control.waitForCalls({ method: 'auth.sendCode', phone });
  const next = await RawClient.open(sandbox, { like: client, sameSession: true });
  await next.write(new Api.Ping({ pingId: long(7n) }).getBytes());
  expect(readAnswer(await next.answerTo(msgId))).toBeInstanceOf(Api.auth.SentCode);
  const answer = await next.named('RpcResult');
  await next.write(new Api.MsgsAck({ msgIds: [long(answer.msgId)] }).getBytes(), { seqNo: next.newSeqNo(false) });
  const last = await RawClient.open(sandbox, { like: next, sameSession: true });
  await last.write(new Api.Ping({ pingId: long(8n) }).getBytes());
  await last.named('Pong');
  expect(last.received.map(({ msgId: id }) => id)).not.toContain(answer.msgId);
  next.close();
  last.close();
});

test('states of messages are told', async () => {
  const answered = await client.write(nearestDc);
  await client.answerTo(answered);
  const ids = [answered, answered - 4n, client.newMsgId() + (1n << 32n), 4n];
  await client.write(new Api.MsgsStateReq({ msgIds: ids.map(long) }).getBytes());
  const { object } = await client.named('MsgsStateInfo');
  expect(object).toMatchObject({ info: String.fromCharCode(4 + 8 + 32 + 64, 2, 3, 1) });
});

test('an answer is dropped when asked', async () => {
  sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode' }]);
  const held = await client.write(sendCodeRequest(phone).getBytes());
  await sandbox.control.waitForCalls({ method: 'auth.sendCode', phone });
  const drop = async (reqMsgId: bigint): Promise<unknown> => {
    const msgId = await client.write(new Api.RpcDropAnswer({ reqMsgId: long(reqMsgId) }).getBytes());
    return readAnswer(await client.answerTo(msgId));
  };
  expect(await drop(held)).toBeInstanceOf(Api.RpcAnswerDroppedRunning);
  expect(await drop(4n)).toBeInstanceOf(Api.RpcAnswerUnknown);
  const done = await client.write(nearestDc);
  await client.answerTo(done);
  expect(await drop(done)).toBeInstanceOf(Api.RpcAnswerDropped);
});

test('several future salts are given, and they will be accepted', async () => {
  const msgId = await client.write(new Api.GetFutureSalts({ num: 1 }).getBytes());
  const { object } = await client.named('Buffer');
  if (!Buffer.isBuffer(object)) throw new Error('no bytes');
  expect(object.readBigInt64LE(4)).toBe(msgId);
  expect(object.readInt32LE(16)).toBeGreaterThan(3);
  expect(object.readInt32LE(20)).toBeLessThan(object.readInt32LE(12) + 1);
  client.state.salt = long(object.readBigInt64LE(28));
  expect(readAnswer(await client.answerTo(await client.write(nearestDc)))).toBeInstanceOf(Api.NearestDc);
});

test('ping_delay_disconnect closes a connection that is not pinged again', async () => {
  const ping = new Api.PingDelayDisconnect({ pingId: long(1n), disconnectDelay: 1 });
  await client.write(ping.getBytes());
  expect((await client.named('Pong')).object).toMatchObject({ className: 'Pong' });
  expect(client.isClosed).toBe(false);
  await expect.poll(() => client.isClosed, { timeout: 4000 }).toBe(true);
});

test('a slow call is acknowledged before it is answered', async () => {
  sandbox.control.setFaults([{ action: 'delay', delayMs: 700, method: 'auth.sendCode' }]);
  const msgId = await client.write(sendCodeRequest(phone).getBytes());
  const { object } = await client.named('MsgsAck');
  expect(object instanceof Api.MsgsAck && object.msgIds.map(String)).toEqual([msgId.toString()]);
  await client.answerTo(msgId);
});

test('a session is destroyed when asked, but not the one that asks', async () => {
  const ask = async (sessionId: bigint): Promise<void> => {
    await client.write(new Api.DestroySession({ sessionId: long(sessionId) }).getBytes());
  };
  await ask(1n);
  await client.named('DestroySessionNone');
});

test('a call waits for the one it names and fails with it', async () => {
  const failing = await client.write(new Api.updates.GetState().getBytes());
  const after = new Api.InvokeAfterMsg({ msgId: long(failing), query: new Api.help.GetNearestDc() });
  expect(await client.answerTo(await client.write(after.getBytes()))).toBe('MSG_WAIT_FAILED');
});

test('an unknown key is -404', async () => {
  sandbox.control.restart('keys');
  const next = await RawClient.open(sandbox, { like: client });
  await next.write(nearestDc);
  await expect.poll(() => next.isClosed).toBe(true);
  expect(next.transportErrors).toEqual([-404]);
});

test.each(['padded', 'obfuscated padded', 'obfuscated intermediate'] as const)(
  'a key is made and used over the %s transport',
  async (transport) => {
    const other = await RawClient.open(sandbox, { transport });
    await other.settle();
    expect(readAnswer(await other.answerTo(await other.write(nearestDc)))).toBeInstanceOf(Api.NearestDc);
    other.close();
  },
);

test.each(['intermediate', 'obfuscated padded'] as const)(
  'a message is acknowledged quickly when asked, over the %s transport',
  async (transport) => {
    const other = await RawClient.open(sandbox, { transport });
    await other.settle();
    expect(other.quickAcks).toEqual([]);
    const msgId = other.newMsgId();
    const message = rawMessage({ msgId, seqNo: other.newSeqNo(), body: nearestDc });
    const frame = await other.state.encryptMessageData(message);
    other.writeFrame(frame, true);
    await other.answerTo(msgId);
    const plain = await other.decrypt(frame, true);
    const hash = createHash('sha256').update(other.keyBytes.subarray(88, 120)).update(plain).digest();
    expect(other.quickAcks).toEqual([(hash.readUInt32LE() | 0x80000000) >>> 0]);
    other.close();
  },
);
