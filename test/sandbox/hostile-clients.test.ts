import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { crc32, gzipSync } from 'node:zlib';
import { serializeBytes } from 'telegram/tl/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { RawClient, readAnswer } from './raw-client.ts';

const nearestDc = new Api.help.GetNearestDc().getBytes();
let sandbox: Sandbox;
const warnings: string[] = [];

beforeAll(async () => {
  const warn = (_fields: object, message: string): void => void warnings.push(message);
  const logger = { debug: () => undefined, info: () => undefined, warn };
  sandbox = await startSandbox({ dcs: [{ id: 2 }], logger });
});
afterAll(() => sandbox.close());

/** Sends bytes and waits until the sandbox closes the connection, or gives up after `ms`. */
async function closedBy(bytes: readonly Buffer[], ms = 5000): Promise<boolean> {
  const socket = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  const closed = new Promise<boolean>((resolve) => {
    socket.once('close', () => resolve(true));
    setTimeout(() => resolve(false), ms);
  });
  for (const part of bytes) socket.write(part);
  const result = await closed;
  socket.destroy();
  return result;
}

async function stillServes(): Promise<void> {
  const client = await RawClient.open(sandbox);
  await client.settle();
  const answer = await client.answerTo(await client.write(nearestDc));
  expect(readAnswer(answer)).toBeInstanceOf(Api.NearestDc);
  client.close();
}

test('a port probe and a silent client cost nothing', async () => {
  const probe = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1', () => probe.destroy());
  expect(await closedBy([Buffer.from([0xef])], 50)).toBe(false);
  await stillServes();
  await expect.poll(() => sandbox.control.connections().open).toBe(0);
});

test.each([
  ['a huge intermediate length', [Buffer.from('eeeeeeee', 'hex'), Buffer.from('ffffff7f', 'hex')]],
  ['a huge abridged length', [Buffer.from('ef7fffffff', 'hex')]],
  ['a length of nothing', [Buffer.from('eeeeeeee00000000', 'hex')]],
  ['a wrong checksum', [Buffer.from('10000000000000001234567811111111', 'hex')]],
  ['an HTTP request', [Buffer.from(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: ${'x'.repeat(50)}\r\n\r\n`)]],
  ['a key that nobody made', [Buffer.from('eeeeeeee', 'hex'), Buffer.from('40000000', 'hex'), randomBytes(64)]],
  [
    'a plain message of no known kind',
    [Buffer.from('ef06', 'hex'), Buffer.alloc(16), Buffer.from('04000000deadbeef', 'hex')],
  ],
  [
    'a plain message that ends early',
    [Buffer.from('ef06', 'hex'), Buffer.alloc(16), Buffer.from('ff000000f18e7ebe', 'hex')],
  ],
])('%s closes the connection with one line of log', async (_what, bytes) => {
  warnings.length = 0;
  expect(await closedBy(bytes)).toBe(true);
  expect(warnings.length).toBeLessThan(2);
});

test('a full frame with a wrong checksum or counter closes the connection, a right one does not', async () => {
  const plain = Buffer.concat([Buffer.alloc(16), Buffer.from('14000000f18e7ebe', 'hex'), randomBytes(16)]);
  const frame = (counter: number, change: number): Buffer => {
    const bytes = Buffer.alloc(plain.length + 12);
    bytes.writeUInt32LE(bytes.length);
    bytes.writeUInt32LE(counter, 4);
    plain.copy(bytes, 8);
    const checksum = (crc32(bytes.subarray(0, -4)) ^ change) >>> 0;
    bytes.writeUInt32LE(checksum, bytes.length - 4);
    return bytes;
  };
  expect(await closedBy([frame(0, 0)], 100)).toBe(false);
  expect(await closedBy([frame(0, 1)])).toBe(true);
  expect(await closedBy([frame(0, 0), frame(2, 0)])).toBe(true);
});

test('random bytes of any kind leave it working', async () => {
  const starts = ['', 'ef', 'eeeeeeee', 'dddddddd'].map((hex) => Buffer.from(hex, 'hex'));
  await Promise.all(
    Array.from({ length: 80 }, (_, i) => closedBy([starts[i % 4] ?? Buffer.alloc(0), randomBytes(1 + i * 37)], 100)),
  );
  await stillServes();
});

test('a frame sent byte by byte is one frame', async () => {
  const client = await RawClient.open(sandbox);
  await client.settle();
  expect(client.received.length).toBeGreaterThan(0);
  client.close();
  const parts = [...Buffer.from('eeeeeeee14000000', 'hex'), ...randomBytes(20)];
  await closedBy(
    parts.map((byte) => Buffer.from([byte])),
    100,
  );
  await stillServes();
});

test('encrypted nonsense, truncated requests and bombs are answered or refused', async () => {
  const client = await RawClient.open(sandbox);
  await client.settle();
  const bomb = gzipSync(Buffer.alloc(32 << 20));
  const getUsers = new Api.users.GetUsers({ id: [new Api.InputUserSelf(), new Api.InputUserSelf()] });
  const bodies = [
    getUsers.getBytes().subarray(0, 16),
    Buffer.from('4871d8a5', 'hex'),
    Buffer.concat([new Api.InvokeWithLayer({ layer: 1, query: new Api.help.GetConfig() }).getBytes().subarray(0, 8)]),
    Buffer.concat([Buffer.from('0d0d9bda', 'hex'), randomBytes(40)]),
    Buffer.concat(Array.from({ length: 30 }, () => Buffer.from('b75994bf', 'hex'))),
    Buffer.from('dcf8f173ffffff7f', 'hex'),
  ];
  for (const body of bodies) await client.write(body);
  await client.write(Buffer.concat([Buffer.from('a1cf7230', 'hex'), serializeBytes(bomb)]));
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.close();
  await stillServes();
  const next = await RawClient.open(sandbox);
  await next.settle();
  expect(await next.answerTo(await next.write(getUsers.getBytes()))).toBe('AUTH_KEY_UNREGISTERED');
  next.close();
});

test('a message whose msg_key does not match closes the connection', async () => {
  const client = await RawClient.open(sandbox);
  await client.settle();
  const frame = await client.state.encryptMessageData(Buffer.alloc(32, 1));
  frame[30] = (frame[30] ?? 0) ^ 1;
  client.writeFrame(frame);
  await expect.poll(() => client.isClosed).toBe(true);
  await stillServes();
});
