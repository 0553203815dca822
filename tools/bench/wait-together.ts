import { setTimeout as pause } from 'node:timers/promises';
import { isAt } from '../stage/next-view.ts';
import type { Memory } from './bench-worker.ts';
import type { Ground } from './open-ground.ts';

const STARTERS = 20;
/** The last view of each sign-in is still written after its start has been answered. */
const SETTLE_MS = 2_000;

export type WaitingFigures = {
  signIns: number;
  openSockets: number;
  /** The most that were open at one moment of the whole bench. */
  peakSockets: number;
  startsPerSecond: number;
  workerBefore: Memory;
  workerAfter: Memory;
};

/** Starts many sign-ins with a fresh worker and looks what is open while all of them wait for a code. */
export async function waitTogether(ground: Ground, signIns: number, signal: AbortSignal): Promise<WaitingFigures> {
  const worker = await ground.worker();
  const phones: string[] = [];
  while (phones.length < signIns) phones.push(await ground.freshNumber());
  await startOne(ground, await ground.freshNumber());
  await pause(SETTLE_MS, undefined, { signal });
  const workerBefore = await worker.memory();
  const begunAt = performance.now();
  const queue = phones.values();
  await Promise.all(
    Array.from({ length: STARTERS }, async () => {
      for (const phone of queue) {
        signal.throwIfAborted();
        await startOne(ground, phone);
      }
    }),
  );
  const tookMs = performance.now() - begunAt;
  await pause(SETTLE_MS, undefined, { signal });
  const { open, peak } = await ground.sandbox.connections();
  return {
    signIns,
    openSockets: open,
    peakSockets: peak,
    startsPerSecond: (signIns / tookMs) * 1_000,
    workerBefore,
    workerAfter: await worker.memory(),
  };
}

async function startOne({ logins }: Ground, phone: string): Promise<void> {
  const { view } = await logins.start(phone);
  if (!isAt(view, 'enterCode')) throw new Error(`A start was answered with ${JSON.stringify(view.step)}.`);
}
