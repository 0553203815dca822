import type { Seen } from '../../contracts/live-check.ts';
import { liveCall } from './live-call.ts';
import type { LiveDeps, LiveRun } from './live-deps.ts';
import { readJournal } from './live-journal.ts';
import { underLease } from './under-lease.ts';

/** Gives back what the check holds at Telegram; then its key is forgotten. A session that was not logged out keeps its key. */
export async function endStep(
  deps: LiveDeps,
  run: LiveRun,
  { logOut }: { logOut: boolean },
  phone: string,
): Promise<Seen[]> {
  const { vault } = deps;
  const session = (await vault.load(run.runId))?.session;
  const seen: Seen[] = [];
  if (session !== undefined) {
    const journal = await readJournal(vault, run.runId);
    await underLease(deps, run.runId, async (held) => {
      if (logOut) {
        const make = { method: 'auth.logOut', make: (on) => on.logOut() } satisfies Parameters<typeof liveCall>[3];
        seen.push((await liveCall(deps, session, held, make)).seen);
        return;
      }
      // The newest first: the one before it is void by then, where a send voids it.
      for (const { hash, seen: sent } of journal.toReversed()) {
        if (hash === undefined || hash === '' || sent.send === undefined) continue;
        const { send } = sent;
        const { seen: cancelled } = await liveCall(deps, session, held, {
          method: 'auth.cancelCode',
          send,
          make: (on) => on.cancelCode({ phone, hash }),
        });
        seen.push(cancelled);
      }
    });
  }
  if (!logOut || seen.every(({ answer }) => answer.kind === 'done')) await vault.endSession(run.runId);
  return seen;
}
