import { longestTimerMs } from '../longest-timer.ts';

/** One RPC as `GET /calls` shows it. */
export interface CallEntry {
  readonly seq: number;
  readonly atMs: number;
  readonly dc: number;
  readonly method: string;
  /** Digits. Calls without a number belong to the one whose code was asked for on their key. */
  readonly phone?: string;
  readonly authKeyId: string;
  readonly sessionId: string;
  readonly msgId: string;
  readonly connection: number;
  /** 'received' until handled; then 'ok', the error's name, or 'droppedBefore'. */
  outcome: string;
}

export interface CallFilter {
  readonly method?: string | undefined;
  readonly phone?: string | undefined;
  /** Only calls with a greater seq. */
  readonly afterSeq?: number | undefined;
}

export interface CallWait extends CallFilter {
  /** How many matching calls must have been handled. Default: 1. */
  readonly count?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Older entries go first; the counts keep counting. */
const maxEntries = 50_000;
/** Numbers, and methods of a number, that are counted apart: clients choose both. */
const maxCounted = 20_000;

/** Every RPC that was received, once each: a message that a client repeats is not a new call. */
export class CallLog {
  private entries: CallEntry[] = [];
  private readonly counted = new Map<string, Map<string, number>>();
  private readonly waiters = new Set<(entry: CallEntry) => void>();
  private lastSeq = 0;

  add(entry: Omit<CallEntry, 'seq' | 'outcome'>): CallEntry {
    const added = { ...entry, seq: ++this.lastSeq, outcome: 'received' };
    this.entries.push(added);
    if (this.entries.length > maxEntries * 1.1) this.entries = this.entries.slice(-maxEntries);
    this.count(entry.phone ?? '', entry.method);
    return added;
  }

  private count(phone: string, method: string): void {
    const known = this.counted.has(phone) || this.counted.size < maxCounted ? phone : '';
    const methods = this.counted.get(known) ?? new Map<string, number>();
    const name = methods.has(method) || methods.size < maxCounted ? method : 'others';
    methods.set(name, (methods.get(name) ?? 0) + 1);
    this.counted.set(known, methods);
  }

  settle(entry: CallEntry, outcome: string): void {
    entry.outcome = outcome;
    for (const notice of this.waiters) notice(entry);
  }

  list(filter: CallFilter = {}): CallEntry[] {
    return this.entries.filter((entry) => matches(entry, filter));
  }

  /** Phone to method to number of the calls that the filter lets through; '' is for calls of no known number. */
  counts({ phone, method, afterSeq }: CallFilter = {}): Record<string, Record<string, number>> {
    if (afterSeq !== undefined) return countsOf(this.list({ phone, method, afterSeq }));
    const phones = [...this.counted].filter(([one]) => phone === undefined || one === phone);
    const counts = phones.map(([one, methods]) => {
      const named = [...methods].filter(([name]) => method === undefined || name === method);
      return [one, Object.fromEntries(named)] as const;
    });
    return Object.fromEntries(counts.filter(([, named]) => Object.keys(named).length > 0));
  }

  /** Resolves with the matching handled calls once there are `count`, or with fewer at the timeout. */
  wait(wait: CallWait): Promise<CallEntry[]> {
    const count = wait.count ?? 1;
    const handled = this.list(wait).filter((entry) => isHandled(entry));
    if (handled.length >= count) return Promise.resolve(handled);
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiters.delete(notice);
        resolve(handled);
      };
      const notice = (entry: CallEntry): void => {
        if (isHandled(entry) && matches(entry, wait)) handled.push(entry);
        if (handled.length >= count) finish();
      };
      const timer = setTimeout(finish, Math.min(wait.timeoutMs ?? 10_000, longestTimerMs));
      this.waiters.add(notice);
    });
  }
}

function countsOf(entries: readonly CallEntry[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { phone = '', method } of entries) {
    const methods = (counts[phone] ??= {});
    methods[method] = (methods[method] ?? 0) + 1;
  }
  return counts;
}

function isHandled({ outcome }: CallEntry): boolean {
  return outcome !== 'received' && outcome !== 'droppedBefore';
}

function matches(entry: CallEntry, filter: CallFilter): boolean {
  return (
    (filter.method === undefined || entry.method === filter.method) &&
    (filter.phone === undefined || entry.phone === filter.phone) &&
    entry.seq > (filter.afterSeq ?? 0)
  );
}
