import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { crc32, gzipSync } from 'node:zlib';
import { serializeBytes } from 'telegram/tl/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { sendCodeRequest } from './gramjs-client.ts';
import { RawClient, long, readAnswer } from './raw-client.ts';

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

/** A socket that is open, and whether it was closed by the sandbox. */
async function open(): Promise<{ isClosed: () => boolean; write: (bytes: Buffer) => void; close: () => void }> {
  const socket = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1');
  let isClosed = false;
  socket.on('close', () => (isClosed = true)).on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.resume();
  return { isClosed: () => isClosed, write: (bytes) => void socket.write(bytes), close: () => void socket.destroy() };
}

type OpenSocket = Awaited<ReturnType<typeof open>>;

async function openMany(count: number): Promise<OpenSocket[]> {
  return Promise.all(Array.from({ length: count }, () => open()));
}

test('connections beyond the limit are told to wait, and those far beyond are closed', async () => {
  await expect.poll(() => sandbox.control.connections().open).toBe(0);
  sandbox.control.changeSettings({ maxConnections: 2 });
  const held = await openMany(2);
  await expect.poll(() => sandbox.control.connections().open).toBe(2);
  warnings.length = 0;
  const told = await new Promise<number>((resolve) => {
    const socket = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1');
    socket.on('data', (bytes) => resolve(bytes.readInt32LE(4))).on('error', () => undefined);
    socket.write(Buffer.concat([Buffer.from('eeeeeeee28000000', 'hex'), Buffer.alloc(40)]));
  });
  expect(told).toBe(-429);
  expect(warnings).toEqual(['refused a connection beyond the limit']);
  const flood = await openMany(150);
  await expect.poll(() => flood.filter(({ isClosed }) => isClosed()).length).toBeGreaterThanOrEqual(50);
  expect(sandbox.control.connections().open).toBeLessThanOrEqual(102);
  for (const connection of [...held, ...flood]) connection.close();
  sandbox.control.changeSettings({ maxConnections: 10_000 });
  await stillServes();
});

test('a used connection that falls silent is closed, one that pings is not', async () => {
  sandbox.control.changeSettings({ idleSeconds: 0.6 });
  const silent = await RawClient.open(sandbox);
  const lively = await RawClient.open(sandbox);
  await Promise.all([silent.settle(), lively.settle()]);
  const ping = new Api.Ping({ pingId: long(1n) }).getBytes();
  while (!silent.isClosed) {
    await lively.write(ping);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(lively.isClosed).toBe(false);
  lively.close();
  sandbox.control.changeSettings({ idleSeconds: 900 });
});

test('the oldest key that nobody is signed in with goes when there are too many', async () => {
  sandbox.control.changeSettings({ maxKeys: 2 });
  const clients: RawClient[] = [];
  for (let i = 0; i < 4; i++) clients.push(await RawClient.open(sandbox));
  sandbox.control.changeSettings({ maxKeys: 50_000 });
  await clients[0]?.write(nearestDc);
  await expect.poll(() => clients[0]?.transportErrors).toEqual([-404]);
  await clients[3]?.settle();
  for (const client of clients) client.close();
});

test('a flood of sessions over one connection is bounded, and the newest works', async () => {
  const client = await RawClient.open(sandbox);
  await client.settle();
  for (let i = 0; i < 120; i++) {
    Object.assign(client.state, { id: long(BigInt(i)) });
    await client.write(nearestDc);
  }
  const answer = await client.answerTo(await client.write(nearestDc));
  expect(readAnswer(answer)).toBeInstanceOf(Api.NearestDc);
  // The first one was forgotten: its next message begins a new session.
  client.received.length = 0;
  Object.assign(client.state, { id: long(0n) });
  await client.write(nearestDc);
  await client.named('NewSessionCreated');
  client.close();
});

test('a flood of calls for made-up numbers and methods is counted in bounded space', async () => {
  const client = await RawClient.open(sandbox);
  await client.settle();
  const longNumber = sendCodeRequest('9'.repeat(5000)).getBytes();
  expect(await client.answerTo(await client.write(longNumber))).toBe('PHONE_NUMBER_INVALID');
  const { counts } = sandbox.control.calls();
  expect(Object.keys(counts).filter((phone) => phone.length > 15)).toEqual([]);
  client.close();
});

test('a WebSocket that breaks the rules is closed, and many at once leave it working', async () => {
  const head = 'GET /apiws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
  const keys = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  const upgrade = Buffer.from(`${head}${keys}Sec-WebSocket-Protocol: binary\r\n\r\n`);
  const unmasked = Buffer.from([0x82, 0x01, 0x00]);
  const reserved = Buffer.from([0xf2, 0x81, 0, 0, 0, 0, 0]);
  const huge = Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect(await closedBy([upgrade], 100)).toBe(false);
  for (const frame of [unmasked, reserved, huge]) expect(await closedBy([upgrade, frame])).toBe(true);
  expect(await closedBy([Buffer.from(`GET /${'x'.repeat(20_000)}`)])).toBe(true);
  await Promise.all(Array.from({ length: 40 }, (_, i) => closedBy([upgrade, randomBytes(1 + i * 50)], 100)));
  await stillServes();
  await expect.poll(() => sandbox.control.connections().open).toBe(0);
});
