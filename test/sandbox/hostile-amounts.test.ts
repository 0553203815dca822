import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Api, serializeBytes } from 'telegram/tl/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GarbageCollector } from '../../tools/bench/collect-garbage.ts';
import { RawClient, long, readAnswer } from './raw-client.ts';
import { rawMessage } from './raw-message.ts';
import { obfuscate } from './raw-obfuscation.ts';

const nearestDc = new Api.help.GetNearestDc().getBytes();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }] });
});
afterAll(() => sandbox.close());

async function settled(): Promise<RawClient> {
  const client = await RawClient.open(sandbox);
  await client.settle();
  return client;
}

async function stillServes(): Promise<void> {
  const client = await settled();
  expect(readAnswer(await client.answerTo(await client.write(nearestDc)))).toBeInstanceOf(Api.NearestDc);
  client.close();
}

/** The client gets -404 and nothing more. */
async function isEnded(client: RawClient): Promise<void> {
  await expect.poll(() => client.isClosed).toBe(true);
  expect(client.transportErrors).toEqual([-404]);
}

function packed(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from('a1cf7230', 'hex'), serializeBytes(gzipSync(body))]);
}

function container(client: RawClient, bodies: readonly Buffer[]): Buffer {
  const head = Buffer.from('dcf8f17300000000', 'hex');
  head.writeInt32LE(bodies.length, 4);
  const messages = bodies.map((body) => rawMessage({ msgId: client.newMsgId(), seqNo: client.newSeqNo(), body }));
  return Buffer.concat([head, ...messages]);
}

const megabyte = Buffer.concat([nearestDc, Buffer.alloc(1 << 20)]);
/** invokeWithoutUpdates, behind which a call may be packed as well. */
const wrapper = Buffer.from('b75994bf', 'hex');

test.each([
  ['a container packed', () => packed(megabyte)],
  ['calls packed', () => Buffer.concat([wrapper, packed(megabyte)])],
  ['calls packed twice', () => packed(Buffer.concat([wrapper, packed(megabyte)]))],
])('what is %s in a packed container spends one budget, and beyond it the connection ends', async (_what, body) => {
  const client = await settled();
  const answers = () => client.received.filter(({ name }) => name === 'RpcResult').length;
  const before = answers();
  await client.write(packed(container(client, [body(), body()])), { seqNo: client.newSeqNo(false) });
  await expect.poll(answers).toBe(before + 2);
  await client.write(packed(container(client, Array.from({ length: 5 }, body))), { seqNo: client.newSeqNo(false) });
  await isEnded(client);
  await stillServes();
});

test('what is packed and broken spends the budget of its frame', async () => {
  const client = await settled();
  const broken = packed(megabyte);
  broken.fill(0xff, broken.length - 12);
  const bodies = [broken, packed(nearestDc)].map((body) => Buffer.concat([wrapper, body]));
  await client.write(container(client, bodies), { seqNo: client.newSeqNo(false) });
  await isEnded(client);
});

test.each([
  ['a password', (inner: Buffer) => Buffer.concat([Buffer.from('164d8bd1', 'hex'), inner]), 'AUTH_KEY_UNREGISTERED'],
  [
    'the proof of an e-mail address',
    (inner: Buffer) => {
      const text = serializeBytes('1');
      return Buffer.concat([Buffer.from('51a9528d02000000', 'hex'), text, text, inner]);
    },
    'INPUT_FETCH_ERROR',
  ],
])('something packed or broken in place of %s is no request', async (_what, request, answer) => {
  const client = await settled();
  const garbage = Buffer.from('a1cf723003010203', 'hex');
  const result = Buffer.from('016d5cf3', 'hex');
  for (const inner of [garbage, packed(megabyte), result, Buffer.from('dcf8f17301000000', 'hex')]) {
    expect(await client.answerTo(await client.write(request(inner)))).toBe(answer);
  }
  client.close();
});

test('a frame in thirty thousand WebSocket messages of one byte costs hardly more than its bytes', async () => {
  const socket = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1');
  const head = 'GET /apiws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
  const keys = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  socket.write(`${head}${keys}Sec-WebSocket-Protocol: binary\r\n\r\n`);
  await once(socket, 'data');
  // Masked with zeros: a message of up to 125 bytes, of the kind given.
  const message = (kind: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0x80 | kind, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
  const { header, encode, decode } = obfuscate(Buffer.alloc(4, 0xee));
  const frame = Buffer.alloc(4 + 30_000, 7);
  frame.writeUInt32LE(frame.length - 4);
  const single = [...encode(frame)].map((byte) => message(2, Buffer.from([byte])));
  const collector = new GarbageCollector();
  await collector.open();
  const heldBytes = async (): Promise<number> => {
    await collector.collect();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return heapUsed + external + arrayBuffers;
  };
  const before = await heldBytes();
  socket.write(message(2, header));
  socket.write(Buffer.concat(single.slice(0, -1)));
  socket.write(message(9, Buffer.from('all of it came')));
  await once(socket, 'data');
  expect((await heldBytes()) - before).toBeLessThan(2 << 20);
  // It came whole all the same: its key is one that nobody made, which is -404.
  socket.write(single.at(-1) ?? Buffer.alloc(0));
  const [answer]: unknown[] = await once(socket, 'data');
  expect(Buffer.isBuffer(answer) && decode(answer.subarray(2)).readInt32LE(4)).toBe(-404);
  socket.destroy();
  await stillServes();
});

test('the frames of one WebSocket message are handled in slices, between which others are served', async () => {
  const client = await settled();
  const socket = new WebSocket(`ws://127.0.0.1:${sandbox.dcs[0]?.port ?? 0}/apiws`, ['binary']);
  await once(socket, 'open');
  const { header, encode } = obfuscate(Buffer.alloc(4, 0xee));
  const count = 200;
  const frames: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    const message = rawMessage({ msgId: client.newMsgId(), seqNo: client.newSeqNo(), body: packed(megabyte) });
    const payload = await client.state.encryptMessageData(message);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(payload.length);
    frames.push(head, payload);
  }
  const afterSeq = sandbox.control.calls().calls.at(-1)?.seq ?? 0;
  socket.send(Buffer.concat([header, encode(Buffer.concat(frames))]));
  const first = await sandbox.control.waitForCalls({ afterSeq });
  expect(first.length).toBeGreaterThan(0);
  expect(sandbox.control.calls({ afterSeq }).calls.length).toBeLessThan(count);
  expect(await sandbox.control.waitForCalls({ afterSeq, count })).toHaveLength(count);
  socket.terminate();
  client.close();
});

test('a frame that comes in pieces of all sizes is the frame that was sent', async () => {
  const client = await settled();
  const sizes = [1, 2, 3, 5, 64, 1000];
  for (const size of sizes) {
    const msgId = client.newMsgId();
    const message = rawMessage({
      msgId,
      seqNo: client.newSeqNo(),
      body: Buffer.concat([nearestDc, randomBytes(3000)]),
    });
    const payload = await client.state.encryptMessageData(message);
    await client.writeInPieces(payload, size);
    expect(readAnswer(await client.answerTo(msgId))).toBeInstanceOf(Api.NearestDc);
  }
  client.close();
});

test.each([
  ['msgs_ack', Api.MsgsAck],
  ['msgs_state_req', Api.MsgsStateReq],
  ['msg_resend_req', Api.MsgResendReq],
] as const)('%s with more ids than the protocol allows ends the connection', async (_what, Kind) => {
  const client = await settled();
  const ids = (count: number): ReturnType<typeof long>[] => Array.from({ length: count }, () => long(5n));
  await client.write(new Kind({ msgIds: ids(8192) }).getBytes());
  await client.answerTo(await client.write(nearestDc));
  await client.write(new Kind({ msgIds: ids(8193) }).getBytes());
  await isEnded(client);
});

test('a message that one frame asks for many times comes again once', async () => {
  const client = await settled();
  const msgId = await client.write(nearestDc);
  await client.answerTo(msgId);
  const answers = () => client.received.filter(({ object }) => Reflect.get(Object(object), 'reqMsgId') === msgId);
  const answerId = answers()[0]?.msgId ?? 0n;
  const ask = new Api.MsgResendReq({ msgIds: Array.from({ length: 8192 }, () => long(answerId)) }).getBytes();
  const numbers = { seqNo: client.newSeqNo(false) };
  await client.write(container(client, [ask, ask]), numbers);
  await client.answerTo(await client.write(nearestDc));
  expect(answers()).toHaveLength(2);
  client.close();
});

test('a list of wrong method names is refused with a few of them and fewer suggestions', () => {
  const faults = Array.from({ length: 1000 }, (_, i) => ({
    action: 'dropBefore' as const,
    method: `auth.sendCod${i}`,
  }));
  const refused = (): unknown => sandbox.control.setFaults(faults);
  expect(refused).toThrow(/'auth\.sendCod19' is not a method name\.[^]*… and 980 more\.$/);
  expect(refused).toThrow(/^([^]*Did you mean){3}(?![^]*Did you mean)/);
});

test('a list of faults ends at a thousand', () => {
  const fault = { action: 'dropBefore' as const, method: 'auth.sendCode' };
  expect(sandbox.control.setFaults(Array.from({ length: 1000 }, () => fault))).toHaveLength(1000);
  expect(() => sandbox.control.setFaults(Array.from({ length: 1001 }, () => fault))).toThrow('<=1000 items');
  sandbox.control.clearFaults();
});
