import { CACHED_RUNS } from '../../worker/run-login-worker.ts';
import { endAll } from './end-all.ts';
import type { Ground } from './open-ground.ts';
import { spreadOf } from './spread.ts';
import { type Level, waitTogether } from './wait-together.ts';

const FEW = 1_000;
const MANY = 5_000;

export type MemoryOfWaiting = {
  rounds: number;
  few: number;
  many: number;
  /** Resident memory with many waiting less that with few: the middle of all rounds. */
  growthBytes: number;
  growthsBytes: readonly number[];
};

/** What a worker's memory grows by when more wait than it keeps in memory: in each round a fresh worker, fresh sign-ins. */
export async function memoryOfWaiting(ground: Ground, rounds: number, signal: AbortSignal): Promise<MemoryOfWaiting> {
  const growthsBytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { levels } = await waitTogether(ground, [FEW, MANY], signal);
    growthsBytes.push(rssAt(levels, MANY) - rssAt(levels, FEW));
    await endAll(ground);
  }
  return { rounds, few: FEW, many: MANY, growthBytes: spreadOf(growthsBytes).median, growthsBytes };
}

/** What one run costs that the worker keeps in memory; undefined when it was not looked at with its cache just full. */
export function bytesPerCachedRun(levels: readonly Level[]): number | undefined {
  if (!levels.some(({ waiting }) => waiting === CACHED_RUNS)) return undefined;
  return (rssAt(levels, CACHED_RUNS) - rssAt(levels, 0)) / CACHED_RUNS;
}

function rssAt(levels: readonly Level[], waiting: number): number {
  const level = levels.find((each) => each.waiting === waiting);
  if (level === undefined) throw new RangeError(`Nobody looked with ${waiting} waiting.`);
  return level.memory.rssBytes;
}
