import { cpus, loadavg, totalmem } from 'node:os';
import type { Shutdown } from '../../runtime/shutdown.ts';
import { chatBillableActions } from './chat-sign-in.ts';
import { consoleSignIns } from './console-sign-in.ts';
import { consoleStreams, operatorsFor } from './console-streams.ts';
import type { ConsoleFigures, Figures, Machine, Pair } from './figures.ts';
import { keyExchanges } from './key-exchanges.ts';
import { memoryOfWaiting } from './memory-of-waiting.ts';
import { type Ground, openGround } from './open-ground.ts';
import { pushOut, SMALLEST_CACHE } from './push-out.ts';
import { sandboxLoad } from './sandbox-load.ts';
import { tellGramjs } from './tell-gramjs.ts';
import { type Sides, sideBySide } from './side-by-side.ts';
import { spreadOfTimings } from './timing.ts';
import { CACHED_RUNS } from '../../worker/run-login-worker.ts';
import { waitTogether } from './wait-together.ts';

export type BenchOptions = {
  runs: number;
  keys: number;
  waiting: number;
  memory: number;
  streams: number;
  shutdown: Shutdown;
  onProgress: (line: string) => void;
};

/** Measures everything, one part after the other, on one sandbox and one Temporal server. */
export async function runBench({ shutdown, onProgress, ...counts }: BenchOptions): Promise<Figures> {
  const { runs, keys, waiting, memory, streams } = counts;
  const machine = thisMachine();
  const { signal } = shutdown;
  const ground = await openGround(shutdown, onProgress);
  tellGramjs(ground.publicKeyPem);

  onProgress(`Making ${keys} auth keys.`);
  const exchanged = await keyExchanges(ground, keys, signal);
  onProgress(`Signing in ${runs} times with each side, the run in the worker's cache.`);
  const usual = await ground.worker();
  const cached = await sideBySide(ground, { runs, signal });
  if (streams > 0) onProgress(`The same through the web console, then ${streams} streams of events.`);
  const console = streams > 0 ? await throughConsole(ground, { runs, streams, signal }) : undefined;
  onProgress('Signing in from the chat.');
  const billableActionsWithChat = await chatBillableActions(ground);
  await usual.stop();

  onProgress(`The same, the run evicted from the worker's cache before its code is entered.`);
  const forgetful = await ground.worker(SMALLEST_CACHE);
  const evicted = await sideBySide(ground, { runs, signal, beforeCode: () => pushOut(ground) });
  await forgetful.stop();

  onProgress('Signing in and out again, as fast as the sandbox allows.');
  const load = await sandboxLoad(ground, signal);
  if (waiting > 0) onProgress(`Starting ${waiting} sign-ins that wait for their code together.`);
  const waited = waiting > 0 ? await waitTogether(ground, levelsTo(waiting), signal) : undefined;
  if (memory > 0) onProgress(`Starting thousands that wait, ${memory} times.`);
  return {
    runs,
    cached: pairOf(cached),
    evicted: pairOf(evicted),
    keys: exchanged,
    billableActions: Math.max(...cached.latchkey.map(({ billableActions }) => billableActions)),
    billableActionsWithChat,
    historyEvents: Math.max(...cached.latchkey.map(({ historyEvents }) => historyEvents)),
    waiting: waited,
    memory: memory > 0 ? await memoryOfWaiting(ground, memory, signal) : undefined,
    console,
    sandboxLoad: load,
    machine,
  };
}

async function throughConsole(
  ground: Ground,
  { runs, streams, signal }: { runs: number; streams: number; signal: AbortSignal },
): Promise<ConsoleFigures> {
  const operators = operatorsFor(streams);
  const console = await ground.console(operators);
  const [userId = 0] = operators;
  const code = await consoleSignIns(ground, console, { runs, userId, signal });
  const figures = { code, streams: await consoleStreams(ground, console, { streams, signal }) };
  await console.stop();
  return figures;
}

/** With the worker's cache just full, and with all. */
function levelsTo(waiting: number): number[] {
  return waiting > CACHED_RUNS ? [CACHED_RUNS, waiting] : [waiting];
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
