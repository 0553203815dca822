import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Api } from 'telegram/tl/index.js';
import { z } from 'zod';
import { nextMessage } from '../../tools/stage/next-message.ts';
import { RawClient, type Reachable } from '../sandbox/raw-client.ts';

const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    port: z.int(),
    controlUrl: z.string(),
    publicKeyPem: z.string(),
    keyFingerprint: z.string(),
  }),
  /** Heap, buffers and what lies outside of it, after a collection. */
  z.object({ kind: z.literal('memory'), bytes: z.int() }),
  z.object({ kind: z.literal('strain'), peakBytes: z.int(), stallMs: z.number() }),
]);
export type FuzzMessage = z.output<typeof messageSchema>;

export type Strain = {
  /** The most memory that was resident since it began. */
  peakBytes: number;
  /** The longest that it was busy at a stretch since it was asked last. */
  stallMs: number;
};

export type SandboxUnderFire = Reachable & {
  port: number;
  controlUrl: string;
  pid: number;
  /** Undefined while it runs. */
  died(): string | undefined;
  /** A new client is served. Throws when it is not. */
  stillServes(): Promise<void>;
  memoryBytes(): Promise<number>;
  strain(): Promise<Strain>;
  stop(): Promise<void>;
};

export async function startSandboxUnderFire(): Promise<SandboxUnderFire> {
  const child = fork(fileURLToPath(new URL('sandbox-process.ts', import.meta.url)), [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const says = { who: 'sandbox', schema: messageSchema };
  const ready = await nextMessage(child, 'ready', { ...says, deadlineMs: 30_000 });
  const reachable = {
    dcs: [{ id: 2, host: '127.0.0.1', port: ready.port }],
    publicKeyPem: ready.publicKeyPem,
    keyFingerprint: BigInt(ready.keyFingerprint),
  };
  let last: RawClient | undefined;
  return {
    ...reachable,
    port: ready.port,
    pid: child.pid ?? 0,
    controlUrl: ready.controlUrl,
    died: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : `the sandbox ended with ${child.exitCode ?? child.signalCode}`,
    stillServes: async () => {
      // Always the same key: one more each time would look like a leak.
      const client = await RawClient.open(reachable, last === undefined ? {} : { like: last });
      if (last === undefined) await client.settle();
      await client.answerTo(await client.write(new Api.help.GetNearestDc().getBytes()));
      client.close();
      last = client;
    },
    memoryBytes: async () => {
      const answer = nextMessage(child, 'memory', says);
      child.send('memory');
      return (await answer).bytes;
    },
    strain: async () => {
      const answer = nextMessage(child, 'strain', says);
      child.send('strain');
      const { peakBytes, stallMs } = await answer;
      return { peakBytes, stallMs };
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // One that hangs hears nothing else.
      child.kill('SIGKILL');
      await ended;
    },
  };
}
