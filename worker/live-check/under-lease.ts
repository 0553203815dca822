import { setTimeout as pause } from 'node:timers/promises';
import { keepLease } from '../../activities/call-scope.ts';
import { CALL_DEADLINE_MS, LEASE_TTL_MS } from '../../contracts/timings.ts';
import type { CallOptions } from '../../telegram/gateway.ts';
import type { Lease } from '../../vault/sessions/session-vault.ts';
import type { LiveDeps } from './live-deps.ts';

export type Held = { lease: Lease; options: () => CallOptions };

/** A killed holder's lease runs out within its time. */
const PATIENCE_MS = 2 * LEASE_TTL_MS;

/** Runs `work` as the only process that uses the session, within the time of one call. Throws when another one keeps it. */
export async function underLease<Result>(
  { vault, logger, holder }: LiveDeps,
  sessionId: string,
  work: (held: Held) => Promise<Result>,
): Promise<Result> {
  const begunAt = performance.now();
  for (;;) {
    const askedAt = performance.now();
    const answer = await vault.acquireLease({ sessionId, holder, ttlMs: LEASE_TTL_MS });
    if (answer.kind === 'held') {
      if (askedAt > begunAt + PATIENCE_MS)
        throw new Error('Another check of this number is running. Wait for its end.');
      await pause(Math.min(Math.max(answer.freeInMs, 20), 250));
      continue;
    }
    const { lease } = answer;
    const keeper = keepLease({ vault, logger }, lease, askedAt);
    const { signal, mayWrite } = keeper;
    const deadlineAt = performance.now() + CALL_DEADLINE_MS;
    const options = () => ({ deadlineMs: Math.max(1, deadlineAt - performance.now()), signal, mayWrite });
    try {
      return await work({ lease, options });
    } finally {
      keeper.stop();
      await vault.releaseLease(lease);
    }
  }
}
