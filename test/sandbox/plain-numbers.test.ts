import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';

const nowMs = Date.now() + 0.75;
const count = 20;

/** Asks for resPQ `count` times on one connection; resolves with the msg_ids of the answers. */
function answerIds(port: number): Promise<bigint[]> {
  const socket = connect(port, '127.0.0.1');
  const request = Buffer.alloc(44);
  request.writeInt32LE(40);
  request.writeInt32LE(20, 20);
  request.writeUInt32LE(0xbe7e8ef1, 24); // req_pq_multi
  socket.write(Buffer.alloc(4, 0xee));
  for (let i = 0; i < count; i++) {
    randomBytes(16).copy(request, 28);
    socket.write(Buffer.from(request));
  }
  let held = Buffer.alloc(0);
  const ids: bigint[] = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 4 && held.length >= 4 + held.readInt32LE()) {
        ids.push(held.readBigInt64LE(12));
        held = held.subarray(4 + held.readInt32LE());
      }
      if (ids.length < count) return;
      socket.destroy();
      resolve(ids);
    });
  });
}

// core.telegram.org/mtproto/description: unix time times 2^32, divisible by 4 with remainder 1 for answers, rising.
test('answers of the key exchange have msg_ids that rise, within one millisecond too', async () => {
  const sandbox = await startSandbox({ dcs: [{ id: 2 }], nowMs: () => nowMs });
  const port = sandbox.dcs[0]?.port ?? 0;
  const ids = [...(await answerIds(port)), ...(await answerIds(port))];
  await sandbox.close();
  expect(ids).toHaveLength(2 * count);
  for (const [at, id] of ids.entries()) {
    expect(id > (ids[at - 1] ?? 0n)).toBe(true);
    expect(id % 4n).toBe(1n);
    expect(Math.abs(Number(id) / 2 ** 32 - nowMs / 1000)).toBeLessThan(0.001);
  }
});
