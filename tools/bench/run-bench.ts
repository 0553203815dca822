import { cpus, loadavg, totalmem } from 'node:os';
import type { Shutdown } from '../../runtime/shutdown.ts';
import { registerServerKey } from '../../telegram/server-key.ts';
import type { Figures, Machine, Pair } from './figures.ts';
import { openGround } from './open-ground.ts';
import { pushOut, SMALLEST_CACHE } from './push-out.ts';
import { type Sides, sideBySide } from './side-by-side.ts';
import { spreadOfTimings } from './timing.ts';
import { waitTogether } from './wait-together.ts';

export type BenchOptions = {
  runs: number;
  waiting: number;
  shutdown: Shutdown;
  onProgress: (line: string) => void;
};

/** Measures everything, one part after the other, on one sandbox and one Temporal server. */
export async function runBench({ runs, waiting, shutdown, onProgress }: BenchOptions): Promise<Figures> {
  const machine = thisMachine();
  const { signal } = shutdown;
  const ground = await openGround(shutdown, onProgress);
  registerServerKey(ground.publicKeyPem);

  onProgress(`Signing in ${runs} times with each side, the run in the worker's cache.`);
  const usual = await ground.worker();
  const cached = await sideBySide(ground, { runs, signal });
  await usual.stop();

  onProgress(`The same, the run evicted from the worker's cache before its code is entered.`);
  const forgetful = await ground.worker(SMALLEST_CACHE);
  const evicted = await sideBySide(ground, { runs, signal, beforeCode: () => pushOut(ground) });
  await forgetful.stop();

  if (waiting > 0) onProgress(`Starting ${waiting} sign-ins that wait for their code together.`);
  return {
    runs,
    cached: pairOf(cached),
    evicted: pairOf(evicted),
    billableActions: Math.max(...cached.latchkey.map(({ billableActions }) => billableActions)),
    historyEvents: Math.max(...cached.latchkey.map(({ historyEvents }) => historyEvents)),
    waiting: waiting > 0 ? await waitTogether(ground, waiting, signal) : undefined,
    machine,
  };
}

function pairOf({ gramjs, latchkey }: Sides): Pair {
  return { gramjs: spreadOfTimings(gramjs), latchkey: spreadOfTimings(latchkey) };
}

function thisMachine(): Machine {
  return {
    cpus: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: loadavg()[0] ?? Number.NaN,
  };
}
