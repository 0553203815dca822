import { connect } from 'node:net';
import fc from 'fast-check';
import { mutated } from './mutated.ts';
import type { OpenTarget } from './target.ts';

const CONNECTIONS_PER_BATCH = 40;
/** How long a connection is left open after its last byte. */
const OPEN_MS = 30;

const reqPq = Buffer.concat([Buffer.alloc(16), Buffer.from('14000000f18e7ebe', 'hex'), Buffer.alloc(16, 7)]);
const reqDhParams = Buffer.concat([
  Buffer.alloc(16),
  Buffer.from('60010000bee412d7', 'hex'),
  Buffer.alloc(32, 7),
  Buffer.alloc(348),
]);
const payloads = [reqPq, reqDhParams, Buffer.alloc(104, 9)];

/** Bytes of a connection by its transport: a start, and payloads as that transport frames them. */
const starts = {
  nothing: Buffer.alloc(0),
  abridged: Buffer.from('ef', 'hex'),
  intermediate: Buffer.from('eeeeeeee', 'hex'),
  padded: Buffer.from('dddddddd', 'hex'),
  webSocket: Buffer.from(
    'GET /apiws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: binary\r\n\r\n',
  ),
};
type Start = keyof typeof starts;

const stream = fc
  .record({
    start: fc.constantFrom<Start>('nothing', 'abridged', 'intermediate', 'padded', 'webSocket'),
    parts: fc.array(
      fc.oneof(
        fc.tuple(fc.constant('framed' as const), mutated(payloads)),
        fc.tuple(
          fc.constant('bare' as const),
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        ),
        fc.tuple(
          fc.constant('bare' as const),
          fc.constantFrom(Buffer.from('ffffff7f', 'hex'), Buffer.from('7fffffff', 'hex')),
        ),
      ),
      { maxLength: 6 },
    ),
    cuts: fc.array(fc.nat(), { maxLength: 5 }),
    ends: fc.boolean(),
  })
  .map(({ start, parts, cuts, ends }) => {
    const bytes = [starts[start], ...parts.map(([kind, part]) => (kind === 'framed' ? framed(start, part) : part))];
    return { chunks: cut(Buffer.concat(bytes), cuts), ends };
  });

/** Whole connections of raw bytes: transports, frames, the key exchange. */
export const openFramesTarget: OpenTarget = ({ port }) => ({
  fire: async (seed) => {
    const streams = fc.sample(stream, { seed, numRuns: CONNECTIONS_PER_BATCH });
    await Promise.all(streams.map(({ chunks, ends }) => send(port, chunks, ends)));
  },
  close: () => undefined,
});

function framed(start: Start, payload: Buffer): Buffer {
  if (start === 'abridged') {
    const count = Math.floor(payload.length / 4);
    const head = count < 0x7f ? [count] : [0x7f, count & 0xff, (count >> 8) & 0xff, (count >> 16) & 0xff];
    return Buffer.concat([Buffer.from(head), payload]);
  }
  const head = Buffer.alloc(4);
  head.writeUInt32LE(payload.length);
  return Buffer.concat([head, payload]);
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = cuts.map((at) => at % (bytes.length + 1)).toSorted((a, b) => a - b);
  return [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length));
}

async function send(port: number, chunks: readonly Buffer[], ends: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('error', () => undefined).resume();
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  for (const chunk of chunks) {
    socket.write(chunk);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  if (ends) socket.end();
  const timer = setTimeout(() => socket.destroy(), OPEN_MS);
  await closed;
  clearTimeout(timer);
}
