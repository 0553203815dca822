import { describe, expect, test } from 'vitest';
import { ArgumentError, readBenchArguments } from '../../tools/bench/bench-arguments.ts';
import type { Figures } from '../../tools/bench/figures.ts';
import { type ExchangeFigures, ExchangeTally } from '../../tools/bench/exchange-tally.ts';
import { reachOf } from '../../tools/bench/reach.ts';
import { printReport } from '../../tools/bench/report.ts';
import { spreadOf } from '../../tools/bench/spread.ts';
import type { TimingSpread } from '../../tools/bench/timing.ts';

describe('the bench', () => {
  test('takes the middle, between two values where there is no middle one', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, p90: 2.8 });
    expect(spreadOf([4, 1, 2, 3]).median).toBe(2.5);
    expect(() => spreadOf([])).toThrow('nothing to take the middle of');
  });

  test('compares each side with GramJS alone in the same rounds', () => {
    const reaches = reachOf(figures({ cachedMs: 63, evictedMs: 84, gramjsMs: 3 }));
    expect(reaches.map(({ value, met }) => [value, met])).toEqual([
      [0, true],
      [7, false],
      [60, true],
      [81, false],
      [1, false],
      [0.25, true],
      [8, true],
      [12, true],
      [4, true],
      [59, true],
      [51, false],
      [250, true],
      [0, true],
      [9, false],
    ]);
  });

  test('says beside each figure whether it is met', () => {
    let printed = '';
    const measured = figures({ cachedMs: 63, evictedMs: 84, gramjsMs: 3 });
    printReport(measured, reachOf(measured), { write: (text: string) => (printed += text) });
    expect(printed).toContain('met     code → signed in, more than GramJS alone, cached: 60.0 ms (at most 60 ms)');
    expect(printed).toContain('MISSED  code → signed in, more than GramJS alone, evicted: 81.0 ms (at most 80 ms)');
    expect(printed).toContain(
      "MISSED  worker's memory with 5000 waiting, more than with 1000: 9.0 MiB (at most 8 MiB)",
    );
    expect(printed).toContain('MISSED  start → code sent, more than GramJS alone, evicted: 7.0 ms (at most 0 ms)');
    expect(printed).not.toContain('are its most here');
    expect(printed).toContain("A waiting run in the worker's cache: 512 KiB.");
    expect(printed).toContain('met     open sockets with 1000 waiting: 0 (at most 0)');
  });

  test('leaves the sockets out where nobody waits', () => {
    const measured = {
      ...figures({ cachedMs: 63, evictedMs: 84, gramjsMs: 3 }),
      waiting: undefined,
      memory: undefined,
      console: undefined,
    };
    expect(reachOf(measured)).toHaveLength(9);
  });

  test('says that GramJS made fewer key exchanges, and why', () => {
    let printed = '';
    const measured = figures({ cachedMs: 63, evictedMs: 84, gramjsMs: 3 });
    const keys = { latchkey: exchanges(10, 0, 5_000), gramjs: exchanges(40, 2, 300) };
    printReport({ ...measured, keys }, [], { write: (text: string) => (printed += text) });
    expect(printed).toContain('GramJS made its 300 in the first rounds and then stopped: 300 are its most here.');
  });

  test('counts a key exchange that failed, and takes no time from it', () => {
    const tally = new ExchangeTally();
    tally.add('failed');
    expect(tally.figures()).toMatchObject({ exchanges: 1, failures: 1, cpuMs: { median: Number.NaN } });
    for (const cpuMs of [10, 12, 14]) tally.add({ cpuMs, wallMs: 2 * cpuMs });
    expect(tally.figures()).toMatchObject({
      exchanges: 4,
      failures: 1,
      cpuMs: { median: 12 },
      wallMs: { median: 24 },
    });
  });

  test('refuses arguments that it does not understand', () => {
    expect(readBenchArguments([])).toEqual({
      runs: 25,
      keys: 200,
      waiting: 1000,
      memory: 0,
      streams: 1000,
      json: false,
    });
    expect(readBenchArguments(['--runs', '5', '--waiting', '0', '--json'])).toEqual({
      runs: 5,
      keys: 200,
      waiting: 0,
      memory: 0,
      streams: 1000,
      json: true,
    });
    expect(() => readBenchArguments(['--runs', '0'])).toThrow(ArgumentError);
    expect(() => readBenchArguments(['--waiting', 'many'])).toThrow('--waiting takes a whole number');
    expect(() => readBenchArguments(['--walking', '1'])).toThrow(ArgumentError);
  });
});

function figures(medians: { cachedMs: number; evictedMs: number; gramjsMs: number }): Figures {
  const gramjs = timing(medians.gramjsMs);
  return {
    runs: 25,
    cached: { gramjs, latchkey: timing(medians.cachedMs) },
    evicted: { gramjs, latchkey: timing(medians.evictedMs, 107) },
    keys: { latchkey: exchanges(10, 1), gramjs: exchanges(40, 2) },
    billableActions: 8,
    billableActionsWithChat: 12,
    historyEvents: 38,
    waiting: {
      signIns: 1000,
      openSockets: 0,
      peakSockets: 20,
      startsPerSecond: 12,
      levels: [
        { waiting: 0, memory: { kind: 'memory', rssBytes: 300 * 2 ** 20 } },
        { waiting: 300, memory: { kind: 'memory', rssBytes: 450 * 2 ** 20 } },
        { waiting: 1000, memory: { kind: 'memory', rssBytes: 500 * 2 ** 20 } },
      ],
    },
    memory: {
      rounds: 3,
      few: 1000,
      many: 5000,
      growthBytes: 9 * 2 ** 20,
      growthsBytes: [9, 9, 9].map((n) => n * 2 ** 20),
    },
    console: {
      code: { gramjs: { median: 2, p90: 3 }, console: { median: 61, p90: 70 } },
      streams: { streams: 1000, bytesPerStream: 51 * 1024, slowestEventMs: 250 },
    },
    sandboxLoad: { keys: 8, signIns: 5000, signInsPerSecond: 250 },
    machine: { cpus: 2, cpu: 'a processor', memoryGiB: 24, node: 'v24.21.0', loadBefore: 0.1 },
  };
}

function timing(codeToSignedIn: number, startToCode = 100): TimingSpread {
  const around = (median: number) => ({ median, p90: median * 1.2 });
  return { startToCodeMs: around(startToCode), codeToSignedInMs: around(codeToSignedIn) };
}

function exchanges(cpuMs: number, failures: number, count = 200): ExchangeFigures {
  const spread = { median: cpuMs, p90: cpuMs };
  return { exchanges: count, failures, cpuMs: spread, wallMs: spread };
}
