import { randomBytes } from 'node:crypto';
import { TelegramClient } from 'telegram';
import { PromisedWebSockets } from 'telegram/extensions/PromisedWebSockets.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { ConnectionTCPObfuscated } from 'telegram/network/connection/TCPObfuscated.js';
import { StringSession } from 'telegram/sessions/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { sendCodeRequest, signInRequest, trust } from './gramjs-client.ts';

const phone = '9996628111';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }] });
  trust(sandbox);
});
afterAll(() => sandbox.close());

const port = (): number => sandbox.dcs[0]?.port ?? 0;

/** GramJS dials port 80 whatever the session says. */
class SocketsHere extends PromisedWebSockets {
  override connect(_port: number, ip: string, testServers?: boolean): Promise<unknown> {
    return super.connect(port(), ip, testServers);
  }
}

test.each([false, true])('GramJS signs in over a WebSocket, with test servers %j', async (testServers) => {
  sandbox.control.putAccount(phone);
  const session = new StringSession('');
  session.setDC(2, '127.0.0.1', port());
  const client = new TelegramClient(session, 1, 'a'.repeat(32), {
    connection: ConnectionTCPObfuscated,
    networkSocket: SocketsHere,
    testServers,
    baseLogger: new Logger(LogLevel.NONE),
  });
  await client.connect();
  const sent = await client.invoke(sendCodeRequest(phone));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error('no code was sent');
  const code = sandbox.control.inbox(phone)[0]?.code ?? '';
  const authorization = await client.invoke(signInRequest(phone, sent.phoneCodeHash, code));
  expect(authorization).toBeInstanceOf(Api.auth.Authorization);
  expect(sandbox.control.connections().open).toBe(1);
  await client.destroy();
  await expect.poll(() => sandbox.control.connections().open).toBe(0);
});

/** How a WebSocket ends: the HTTP status that refused it, or the code that closed it. */
function endOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.once('close', resolve);
    socket.on('error', () => undefined);
  });
}

test.each([
  ['/apiws', undefined, 400],
  ['/apiws', 'text', 400],
  ['/elsewhere', 'binary', 404],
])('an upgrade at %s with subprotocol %s is refused with %i', async (path, protocol, status) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port()}${path}`, protocol === undefined ? [] : [protocol]);
  expect(await endOf(socket)).toBe(status);
});

test('a request that is no upgrade is told what there is', async () => {
  const response = await fetch(`http://127.0.0.1:${port()}/apiws`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('WebSockets are, at /apiws');
});

test('a WebSocket carries the obfuscated transport and no other', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port()}/apiws`, ['binary']);
  await new Promise((resolve) => socket.once('open', resolve));
  const closed = endOf(socket);
  // As bare TCP this would be an abridged connection that waits for more.
  socket.send(Buffer.concat([Buffer.from([0xef]), randomBytes(63)]));
  // Closed in order, with no code named.
  expect(await closed).toBe(1005);
});

test('a message that is too large ends the connection', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port()}/apiws`, ['binary']);
  await new Promise((resolve) => socket.once('open', resolve));
  const closed = endOf(socket);
  socket.send(Buffer.alloc(3 << 20));
  expect(await closed).toBe(1009);
  await expect.poll(() => sandbox.control.connections().open).toBe(0);
});
