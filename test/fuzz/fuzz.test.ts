import { once } from 'node:events';
import { createServer } from 'node:net';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArgumentError, readFuzzArguments } from './fuzz-arguments.ts';
import { keptSeeds } from './kept-seeds.ts';
import { PlainLine } from './plain-line.ts';
import { runFuzz } from './run-fuzz.ts';
import { type SandboxUnderFire, startSandboxUnderFire } from './sandbox-under-fire.ts';
import { StallWatch } from './stall-watch.ts';
import { targetNames } from './target.ts';

describe('the fuzzer', () => {
  it.each(keptSeeds)('finds nothing any more with $target $seed: $found', async ({ target, seed }) => {
    const { batches, finding } = await runFuzz({ targets: [target], seed, minutes: 0 });
    expect(finding).toBeUndefined();
    expect(batches).toBe(1);
  });

  it('leaves the sandbox working after a batch on each surface', async () => {
    const { batches, finding } = await runFuzz({ targets: targetNames, seed: 20_261_124, minutes: 0 });
    expect(finding).toBeUndefined();
    expect(batches).toBe(targetNames.length);
  });

  it('says with which batch the sandbox hung', async () => {
    const start = async (): Promise<SandboxUnderFire> => {
      const sandbox = await startSandboxUnderFire();
      process.kill(sandbox.pid, 'SIGSTOP');
      return sandbox;
    };
    expect(await runFuzz({ targets: ['frames'], seed: 7, minutes: 0, start, patienceMs: 500 })).toMatchObject({
      batches: 0,
      finding: { target: 'frames', seed: 7, what: 'serving a client took more than 500 ms' },
    });
  });

  it('says after which batch the sandbox was gone when it was asked for its memory', async () => {
    const start = async (): Promise<SandboxUnderFire> => {
      const sandbox = await startSandboxUnderFire();
      const memoryBytes = async (): Promise<number> => {
        process.kill(sandbox.pid, 'SIGKILL');
        return await sandbox.memoryBytes();
      };
      return { ...sandbox, memoryBytes };
    };
    expect(await runFuzz({ targets: ['frames'], seed: 7, minutes: 0, start })).toMatchObject({
      batches: 1,
      finding: { target: 'frames', seed: 7, what: 'the sandbox ended with SIGKILL' },
    });
  });

  it.each([
    [{ peakBytes: 1, stallMs: 1_000 }, /^the sandbox took [\d.]+ MiB at its peak, and 0\.0 MiB are the most$/],
    [{ peakBytes: 2 ** 40, stallMs: -1 }, /^the sandbox was busy for \d+ ms at a stretch, and -1 ms are the most$/],
  ])('says with which batch the sandbox took more than %o', async (most, sentence) => {
    expect(await runFuzz({ targets: ['frames'], seed: 7, minutes: 0, most })).toMatchObject({
      batches: 1,
      finding: { target: 'frames', seed: 7, what: expect.stringMatching(sentence) },
    });
  });

  it('sees how long a process was busy, once, and no time in which it only waited', async () => {
    const watch = new StallWatch();
    const untilMs = process.threadCpuUsage().user + 100_000;
    while (process.threadCpuUsage().user < untilMs) crc32(Buffer.alloc(10_000));
    expect(watch.take()).toBeGreaterThanOrEqual(100);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    expect(watch.take()).toBeLessThan(100);
  });

  it('holds an answer that was not asked for against whoever asks next', async () => {
    const frame = Buffer.from([4, 0, 0, 0, 1, 2, 3, 4]);
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.write(Buffer.concat([frame, frame])));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const line = await PlainLine.open(typeof address === 'object' ? (address?.port ?? 0) : 0);
    const askTwice = async (): Promise<void> => {
      for (const body of [Buffer.alloc(4), Buffer.alloc(8)]) await line.ask(body);
    };
    await expect(askTwice()).rejects.toThrow('an answer that was not asked for');
    line.close();
    server.close();
  });

  it('takes a length, targets and a seed', () => {
    expect(readFuzzArguments(['--minutes', '2', '--target', 'tl', '--seed', '7'])).toEqual({
      minutes: 2,
      targets: ['tl'],
      seed: 7,
    });
    expect(() => readFuzzArguments(['--target', 'walls'])).toThrow(ArgumentError);
    expect(() => readFuzzArguments(['--minutes', 'many'])).toThrow('--minutes takes a whole number');
  });
});
