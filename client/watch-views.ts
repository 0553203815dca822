import { setTimeout as pause } from 'node:timers/promises';
import type { LoginView } from '../domain/login-view.ts';
import type { Records, ViewRow } from '../vault/records/records.ts';
import { isNewerView } from './is-newer-view.ts';
import { readView } from './read-view.ts';

const FASTEST_MS = 30;
const SLOWEST_MS = 500;
/** A person's answer is followed by changes within this time; afterwards looking so often is of no use. */
const EAGER_MS = 4_000;
const SLOWING = 1.3;

/** `after`: the view that is known already; older ones are not shown. */
export type WatchOptions = {
  signal?: AbortSignal | undefined;
  after?: Pick<LoginView, 'loginId' | 'version' | 'scan'> | undefined;
};

/** Each new view of a number's newest sign-in, from the records; ends with the sign-in's last view, or with the signal. */
export async function* watchViews(
  records: Pick<Records, 'latestView' | 'view'>,
  numberId: string,
  { signal, after }: WatchOptions,
): AsyncGenerator<LoginView, void> {
  let known = after;
  let changedAt = performance.now();
  let everyMs = FASTEST_MS;
  while (signal?.aborted !== true) {
    const row = await newestRow(records, numberId, known);
    if (row !== undefined && isNews(row, known, after)) {
      const view = readView(row);
      known = view;
      changedAt = performance.now();
      everyMs = FASTEST_MS;
      yield view;
      if (view.ended) return;
    }
    if (performance.now() - changedAt > EAGER_MS) everyMs = Math.min(SLOWEST_MS, everyMs * SLOWING);
    await sleep(everyMs, signal);
  }
}

/** A watched sign-in may have stepped back behind another one: its own row is looked at before that. */
async function newestRow(
  records: Pick<Records, 'latestView' | 'view'>,
  numberId: string,
  known: WatchOptions['after'],
): Promise<ViewRow | undefined> {
  const newest = await records.latestView(numberId);
  if (known === undefined || newest?.loginId === known.loginId) return newest;
  const own = await records.view(known.loginId);
  return own !== undefined && isNewerView(own, known) ? own : newest;
}

/** The row of a sign-in that has just begun may not be there yet, and the one before it is no news. */
function isNews(
  row: Pick<ViewRow, 'loginId' | 'version' | 'ended' | 'scan'>,
  known: WatchOptions['after'],
  after: WatchOptions['after'],
): boolean {
  if (known === undefined) return true;
  if (row.loginId === known.loginId) return isNewerView(row, known);
  return known === after ? !row.ended : true;
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await pause(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
