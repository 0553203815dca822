import type { Figures, Pair } from './figures.ts';
import type { ExchangeFigures } from './exchange-tally.ts';
import { GRAMJS_AT_MOST } from './key-exchanges.ts';
import { bytesPerCachedRun } from './memory-of-waiting.ts';
import type { Reach } from './reach.ts';
import type { Spread } from './spread.ts';
import type { WaitingFigures } from './wait-together.ts';

export function printReport(figures: Figures, reaches: readonly Reach[], out: { write(text: string): unknown }): void {
  const { runs, cached, evicted, waiting, memory, sandboxLoad, keys, machine } = figures;
  const lines = [
    '',
    `Latchkey beside GramJS alone: median (90th percentile) of ${runs} runs each, in milliseconds`,
    row('', 'GramJS start()', 'Latchkey', 'more'),
    ...pairRows('cached', cached),
    ...pairRows('evicted', evicted),
    '',
    `Key exchanges: ${exchangeLine('Latchkey', keys.latchkey)}; ${exchangeLine('GramJS', keys.gramjs)}.`,
    ...(keys.gramjs.exchanges < keys.latchkey.exchanges
      ? [
          `  GramJS made its ${keys.gramjs.exchanges} in the first rounds and then stopped: ${GRAMJS_AT_MOST} are its most here.`,
        ]
      : []),
    `History of a plain sign-in: ${figures.historyEvents} events; queries: none.`,
  ];
  if (figures.console !== undefined) {
    const { gramjs, console } = figures.console.code;
    lines.push(`Through the web console: POST code → answer ${spread(console)} ms, GramJS alone ${spread(gramjs)} ms.`);
  }
  if (waiting !== undefined) lines.push(...waitingLines(waiting));
  if (memory !== undefined) {
    const growths = memory.growthsBytes.map(mebibytes).join(', ');
    lines.push(
      `Worker's memory from ${memory.few} to ${memory.many} waiting, ${memory.rounds} times: ${growths} more.`,
    );
  }
  lines.push(`Sandbox: ${sandboxLoad.signInsPerSecond.toFixed(0)} sign-ins per second over ${sandboxLoad.keys} keys.`);
  lines.push('', ...reaches.map(reachLine), '', machineLine(machine), '');
  out.write(lines.join('\n'));
}

function waitingLines({ signIns, startsPerSecond, peakSockets, levels }: WaitingFigures): string[] {
  const shown = levels.map(({ waiting, memory }) => `${mebibytes(memory.rssBytes)} with ${waiting}`).join(', ');
  const perRun = bytesPerCachedRun(levels);
  return [
    `${signIns} sign-ins waiting: ${startsPerSecond.toFixed(1)} starts per second, at most ${peakSockets} sockets at once.`,
    `Worker's memory: ${shown} waiting, after collecting garbage.`,
    ...(perRun === undefined ? [] : [`A waiting run in the worker's cache: ${(perRun / 1024).toFixed(0)} KiB.`]),
  ];
}

/** Starting is the same in both parts: where it is not, something else ran on the machine during one of them. */
function pairRows(name: string, { gramjs, latchkey }: Pair): string[] {
  return [
    timingRow(`start → code sent, ${name}`, gramjs.startToCodeMs, latchkey.startToCodeMs),
    timingRow(`code → signed in, ${name}`, gramjs.codeToSignedInMs, latchkey.codeToSignedInMs),
  ];
}

function timingRow(name: string, gramjs: Spread, latchkey: Spread): string {
  return row(name, spread(gramjs), spread(latchkey), signed(latchkey.median - gramjs.median));
}

function row(name: string, gramjs: string, latchkey: string, more: string): string {
  return `  ${name.padEnd(28)}${gramjs.padStart(18)}${latchkey.padStart(18)}${more.padStart(10)}`.trimEnd();
}

function exchangeLine(side: string, { exchanges, failures, cpuMs, wallMs }: ExchangeFigures): string {
  return `${side} ${exchanges}, ${failures} failed, ${spread(cpuMs)} ms of processor, ${spread(wallMs)} ms in all`;
}

function reachLine({ name, value, atMost, unit, met }: Reach): string {
  const shown = unit === 'count' ? String(value) : `${value.toFixed(unit === '× GramJS' ? 2 : 1)} ${unit}`;
  const limit = unit === 'count' ? String(atMost) : `${atMost} ${unit}`;
  return `  ${met ? 'met    ' : 'MISSED '} ${name}: ${shown} (at most ${limit})`;
}

function machineLine({ cpus, cpu, memoryGiB, node, loadBefore }: Figures['machine']): string {
  return `${cpus} × ${cpu}, ${memoryGiB} GiB, Node ${node}, load before ${loadBefore.toFixed(2)}`;
}

function spread({ median, p90 }: Spread): string {
  return `${median.toFixed(1)} (${p90.toFixed(1)})`;
}

function signed(ms: number): string {
  return `${ms < 0 ? '' : '+'}${ms.toFixed(1)}`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
