import type { Figures, Pair } from './figures.ts';

/** A figure with a limit that it is held to. */
export type Reach = { name: string; value: number; atMost: number; unit: 'ms' | 'count'; met: boolean };

export function reachOf({ cached, evicted, billableActions, waiting }: Figures): Reach[] {
  const reaches: Omit<Reach, 'met'>[] = [
    { name: 'code → signed in, more than GramJS alone, cached', value: more(cached), atMost: 60, unit: 'ms' },
    { name: 'code → signed in, more than GramJS alone, evicted', value: more(evicted), atMost: 80, unit: 'ms' },
    { name: 'billable actions of a plain sign-in', value: billableActions, atMost: 8, unit: 'count' },
  ];
  if (waiting !== undefined) {
    const name = `open sockets with ${waiting.signIns} waiting`;
    reaches.push({ name, value: waiting.openSockets, atMost: 0, unit: 'count' });
  }
  return reaches.map((reach) => ({ ...reach, met: reach.value <= reach.atMost }));
}

/** Between the medians of the same rounds. */
function more({ gramjs, latchkey }: Pair): number {
  return latchkey.codeToSignedInMs.median - gramjs.codeToSignedInMs.median;
}
