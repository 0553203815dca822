import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway } from '../../telegram/gateway.ts';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { SingleUseSocket } from '../../telegram/single-use-socket.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A man in the middle: waits for the client's first words, then sends these and zeros without end. */
async function zerosAfter(first: Buffer): Promise<{ host: string; port: number }> {
  const listening = createServer((client) => {
    const zeros = new Readable({ read: (size) => void zeros.push(Buffer.alloc(size)) });
    client.on('error', () => undefined).on('close', () => zeros.destroy());
    client.once('data', () => {
      client.write(first);
      zeros.pipe(client);
    });
  });
  server = listening;
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { host: '127.0.0.1', port: address.port };
}

/** Length and number of a packet of the full transport. */
function head(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(length);
  return bytes;
}

function gatewayTo(dc: { host: string; port: number }): Gateway {
  const device = { model: 'test', systemVersion: '1', appVersion: '1' };
  return createGateway({ apiId: 4607, apiHash: '0123456789abcdef0123456789abcdef', device, dcs: [{ id: 2, ...dc }] });
}

/** Whoever goes on reading is still at it when this is over. */
const options = { deadlineMs: 5_000 };

describe.each([
  ['of nearly 2^31 bytes', 2 ** 31 - 1],
  ['of 3 MiB', 3 * 2 ** 20],
  ['of no bytes', 0],
])('a packet %s that a man in the middle announces', (_size, length) => {
  it('is a lost connection for a key exchange', async () => {
    const gateway = gatewayTo(await zerosAfter(head(length)));
    expect(await gateway.createSession(2, options)).toMatchObject({
      code: 'DC_UNREACHABLE',
      reason: expect.stringContaining(`a packet cannot have ${length - 8} more bytes`),
    });
  });

  it('is a lost connection for a session', async () => {
    const dc = await zerosAfter(head(length));
    const session = { dcId: 2, ...dc, authKey: randomBytes(256), timeOffsetSeconds: 0 };
    expect(await gatewayTo(dc).open(session, options)).toMatchObject({
      code: 'DC_UNREACHABLE',
      reason: expect.stringContaining(`a packet cannot have ${length - 8} more bytes`),
    });
  });
});

it('takes no more than 2 MiB that nobody reads', async () => {
  const { host, port } = await zerosAfter(Buffer.alloc(0));
  const socket = new SingleUseSocket();
  const closed = new Promise<void>((resolve) => {
    socket.onClose = resolve;
  });
  await socket.connect(port, host);
  socket.write(Buffer.from('first words'));
  expect((await socket.readExactly(1_000_000)).length).toBe(1_000_000);
  await closed;
  expect(socket.fault?.message).toMatch(/^2\d{6} bytes came/);
});
