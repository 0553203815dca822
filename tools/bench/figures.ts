import type { KeyExchanges } from './exchange-tally.ts';
import type { MemoryOfWaiting } from './memory-of-waiting.ts';
import type { SandboxLoad } from './sandbox-load.ts';
import type { StreamFigures } from './console-streams.ts';
import type { Spread } from './spread.ts';
import type { TimingSpread } from './timing.ts';
import type { WaitingFigures } from './wait-together.ts';

/** A Latchkey side, and GramJS alone in the same rounds. */
export type Pair = { gramjs: TimingSpread; latchkey: TimingSpread };

export type Figures = {
  runs: number;
  cached: Pair;
  evicted: Pair;
  keys: KeyExchanges;
  /** Of one plain sign-in, the most that was seen: from its history, and queries, of which the client makes none. */
  billableActions: number;
  /** The same where an operator starts it in the chat, with what its card takes. */
  billableActionsWithChat: number;
  historyEvents: number;
  waiting: WaitingFigures | undefined;
  memory: MemoryOfWaiting | undefined;
  console: ConsoleFigures | undefined;
  sandboxLoad: SandboxLoad;
  machine: Machine;
};

/** From `POST …/code` to its answer, and streams of events that are open at once. */
export type ConsoleFigures = { code: { gramjs: Spread; console: Spread }; streams: StreamFigures };

export type Machine = { cpus: number; cpu: string; memoryGiB: number; node: string; loadBefore: number };
