import { setTimeout as pause } from 'node:timers/promises';
import { isAt } from '../stage/next-view.ts';
import type { Memory } from './bench-worker.ts';
import type { Ground } from './open-ground.ts';

const STARTERS = 20;
/** The last view of each sign-in is still written after its start has been answered. */
const SETTLE_MS = 2_000;

/** The worker's resident memory with so many waiting. */
export type Level = { waiting: number; memory: Memory };

export type WaitingFigures = {
  signIns: number;
  openSockets: number;
  /** The most that were open at one moment of the whole bench. */
  peakSockets: number;
  startsPerSecond: number;
  /** From none to all, after each of the numbers that were asked for. */
  levels: readonly Level[];
};

/** Starts many sign-ins with a fresh worker and looks what is open while all of them wait for a code. */
export async function waitTogether(
  ground: Ground,
  levels: readonly number[],
  signal: AbortSignal,
): Promise<WaitingFigures> {
  const worker = await ground.worker();
  await startOne(ground, await ground.freshNumber());
  const seen: Level[] = [];
  const look = async (waiting: number): Promise<void> => {
    await pause(SETTLE_MS, undefined, { signal });
    seen.push({ waiting, memory: await worker.memory() });
  };
  await look(0);
  let signIns = 0;
  let tookMs = 0;
  for (const level of levels) {
    const phones: string[] = [];
    while (signIns + phones.length < level) phones.push(await ground.freshNumber());
    const begunAt = performance.now();
    await startAll(ground, phones, signal);
    tookMs += performance.now() - begunAt;
    signIns += phones.length;
    await look(signIns);
  }
  const { open, peak } = await ground.sandbox.connections();
  await worker.stop();
  return {
    signIns,
    openSockets: open,
    peakSockets: peak,
    startsPerSecond: (signIns / tookMs) * 1_000,
    levels: seen,
  };
}

async function startAll(ground: Ground, phones: readonly string[], signal: AbortSignal): Promise<void> {
  const queue = phones.values();
  await Promise.all(
    Array.from({ length: STARTERS }, async () => {
      for (const phone of queue) {
        signal.throwIfAborted();
        await startOne(ground, phone);
      }
    }),
  );
}

async function startOne({ logins }: Ground, phone: string): Promise<void> {
  const { view } = await logins.start(phone);
  if (!isAt(view, 'enterCode')) throw new Error(`A start was answered with ${JSON.stringify(view.step)}.`);
}
