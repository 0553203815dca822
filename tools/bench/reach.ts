import type { ConsoleFigures, Figures, Pair } from './figures.ts';
import type { TimingSpread } from './timing.ts';

/** A figure with a limit that it is held to. */
export type Reach = {
  name: string;
  value: number;
  atMost: number;
  unit: 'ms' | 'MiB' | 'KiB' | 'count' | '× GramJS';
  met: boolean;
};

export function reachOf({
  cached,
  evicted,
  keys,
  billableActions,
  billableActionsWithChat,
  waiting,
  memory,
  console,
  sandboxLoad,
}: Figures): Reach[] {
  const reaches: Omit<Reach, 'met'>[] = [
    {
      name: 'start → code sent, more than GramJS alone, cached',
      value: more(cached, 'startToCodeMs'),
      atMost: 0,
      unit: 'ms',
    },
    {
      name: 'start → code sent, more than GramJS alone, evicted',
      value: more(evicted, 'startToCodeMs'),
      atMost: 0,
      unit: 'ms',
    },
    {
      name: 'code → signed in, more than GramJS alone, cached',
      value: more(cached, 'codeToSignedInMs'),
      atMost: 60,
      unit: 'ms',
    },
    {
      name: 'code → signed in, more than GramJS alone, evicted',
      value: more(evicted, 'codeToSignedInMs'),
      atMost: 80,
      unit: 'ms',
    },
    { name: 'key exchanges that failed', value: keys.latchkey.failures, atMost: 0, unit: 'count' },
    {
      name: 'processor time of a key exchange',
      value: keys.latchkey.cpuMs.median / keys.gramjs.cpuMs.median,
      atMost: 0.4,
      unit: '× GramJS',
    },
    { name: 'billable actions of a plain sign-in', value: billableActions, atMost: 8, unit: 'count' },
    { name: 'billable actions of a sign-in with chat', value: billableActionsWithChat, atMost: 14, unit: 'count' },
    // 200 a second on one core: the sandbox is never what a bench measures.
    { name: "a sign-in's share of the sandbox", value: 1_000 / sandboxLoad.signInsPerSecond, atMost: 5, unit: 'ms' },
  ];
  if (console !== undefined) reaches.push(...consoleReaches(console));
  if (waiting !== undefined) {
    const name = `open sockets with ${waiting.signIns} waiting`;
    reaches.push({ name, value: waiting.openSockets, atMost: 0, unit: 'count' });
  }
  if (memory !== undefined) {
    const name = `worker's memory with ${memory.many} waiting, more than with ${memory.few}`;
    reaches.push({ name, value: memory.growthBytes / 2 ** 20, atMost: 8, unit: 'MiB' });
  }
  return reaches.map((reach) => ({ ...reach, met: reach.value <= reach.atMost }));
}

function consoleReaches({ code, streams }: ConsoleFigures): Omit<Reach, 'met'>[] {
  const open = `${streams.streams} streams open`;
  return [
    {
      name: 'POST code → answer, more than GramJS alone',
      value: code.console.median - code.gramjs.median,
      atMost: 90,
      unit: 'ms',
    },
    { name: `console's memory for each of ${open}`, value: streams.bytesPerStream / 1_024, atMost: 50, unit: 'KiB' },
    { name: `change → the last of ${open}`, value: streams.slowestEventMs, atMost: 500, unit: 'ms' },
  ];
}

/** Between the medians of the same rounds. */
function more({ gramjs, latchkey }: Pair, timing: keyof TimingSpread): number {
  return latchkey[timing].median - gramjs[timing].median;
}
