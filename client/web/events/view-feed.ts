import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../runtime/logger.ts';
import type { Records, ViewRow } from '../../../vault/records/records.ts';

/** Views as they change, asked of the records once for all who listen. */
export type ViewFeed = {
  /** From the moment this has settled, every change is told. */
  subscribe(listener: (row: ViewRow) => void): Promise<() => void>;
  close(): void;
};

const BATCH = 200;

/** Asks only while somebody listens. */
export function createViewFeed(options: {
  records: Pick<Records, 'viewsSince' | 'newestChange'>;
  logger: Logger;
  pollMs: number;
}): ViewFeed {
  const { records, logger, pollMs } = options;
  const listeners = new Set<(row: ViewRow) => void>();
  const closing = new AbortController();
  let started: Promise<void> | undefined;

  const poll = async (from: number): Promise<void> => {
    let change = from;
    while (listeners.size > 0 && !closing.signal.aborted) {
      try {
        const rows = await records.viewsSince(change, BATCH);
        for (const row of rows) {
          change = row.change;
          for (const listener of listeners) listener(row);
        }
        if (rows.length === BATCH) continue;
      } catch (error) {
        logger.warn({ err: error }, 'The records could not be asked what is new');
      }
      await pause(pollMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
    started = undefined;
  };

  return {
    subscribe: async (listener) => {
      listeners.add(listener);
      started ??= records.newestChange().then((change) => void poll(change));
      await started;
      return () => listeners.delete(listener);
    },
    close: () => {
      closing.abort();
      listeners.clear();
    },
  };
}
