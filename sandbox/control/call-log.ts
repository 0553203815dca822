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
  readonly method?: string;
  readonly phone?: string;
  /** Only calls with a greater seq. */
  readonly afterSeq?: number;
}

export interface CallWait extends CallFilter {
  /** How many matching calls must have been handled. Default: 1. */
  readonly count?: number;
  readonly timeoutMs?: number;
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

  /** Phone to method to number of calls; '' is for calls of no known number. */
  counts(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.counted].map(([phone, methods]) => [phone, Object.fromEntries(methods)]));
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
      const timer = setTimeout(finish, wait.timeoutMs ?? 10_000);
      this.waiters.add(notice);
    });
  }
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
