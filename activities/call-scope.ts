import { activityInfo, heartbeat } from '@temporalio/activity';
import { CALL_DEADLINE_MS, HEARTBEAT_EVERY_MS, LEASE_TTL_MS } from '../contracts/timings.ts';
import type { CallInput } from '../contracts/login-activities.ts';
import type { Lease, SessionVault } from '../vault/sessions/session-vault.ts';
import type { ActivityDeps, ActivityLogger } from './deps.ts';
import { tellRecords } from './publish-view.ts';

/** What one call to Telegram has in hand: the lease of its auth key, and the time it may take. */
export type CallScope = {
  lease: Lease;
  attempt: number;
  /** Aborts when the lease is about to run out: the socket closes at once. */
  signal: AbortSignal;
  /** False from the same instant on, also for a process that was frozen and whose timers have not run yet. */
  mayWrite: () => boolean;
  remainingMs: () => number;
};

export type Busy = { kind: 'notSent'; code: 'SESSION_BUSY' };

const LEASE_PATIENCE_MS = 2 * LEASE_TTL_MS;

/**
 * Runs one call under the lease of its auth key, heartbeating, with the view written beside it.
 * The lease is renewed every second; when that fails, the signal aborts at two thirds of its time by the monotonic clock.
 */
export async function inCallScope<Result>(
  deps: ActivityDeps,
  input: CallInput,
  call: (scope: CallScope) => Promise<Result>,
): Promise<Result | Busy> {
  const deadlineAt = performance.now() + CALL_DEADLINE_MS;
  const told = tellRecords(deps, input.publication);
  const beating = setInterval(heartbeat, HEARTBEAT_EVERY_MS);
  try {
    const acquired = await leaseOf(deps, input.loginId);
    if (acquired === undefined) return { kind: 'notSent', code: 'SESSION_BUSY' };
    const { lease } = acquired;
    const keeper = keepLease(deps, lease, acquired.askedAt);
    try {
      return await call({
        lease,
        attempt: activityInfo().attempt,
        signal: keeper.signal,
        mayWrite: keeper.mayWrite,
        remainingMs: () => Math.max(1, deadlineAt - performance.now()),
      });
    } finally {
      keeper.stop();
      await deps.vault.releaseLease(lease);
    }
  } finally {
    clearInterval(beating);
    await told;
  }
}

/** A killed holder's lease runs out within its time; waiting that long is part of the call. */
async function leaseOf(deps: ActivityDeps, sessionId: string): Promise<{ lease: Lease; askedAt: number } | undefined> {
  const giveUpAt = performance.now() + LEASE_PATIENCE_MS;
  for (;;) {
    const askedAt = performance.now();
    const answer = await deps.vault.acquireLease({ sessionId, holder: deps.holder, ttlMs: LEASE_TTL_MS });
    if (answer.kind === 'acquired') return { lease: answer.lease, askedAt };
    if (performance.now() > giveUpAt) return undefined;
    await delay(Math.min(Math.max(answer.freeInMs, 20), 250));
  }
}

type LeaseKeeper = Pick<CallScope, 'signal' | 'mayWrite'> & { stop: () => void };

/** The vault renews a lease also late; one whose safe time has passed stays lost, or a process that was frozen would go on. */
export function keepLease(
  deps: { vault: Pick<SessionVault, 'renewLease'>; logger: ActivityLogger },
  lease: Lease,
  askedAt: number,
): LeaseKeeper {
  const aborter = new AbortController();
  const safeMs = (LEASE_TTL_MS * 2) / 3;
  let stopped = false;
  let safeUntil = askedAt + safeMs;
  const abortLater = () => setTimeout(() => aborter.abort(), Math.max(0, safeUntil - performance.now()));
  let expiry = abortLater();
  const renewal = setInterval(() => {
    const renewedAt = performance.now();
    if (renewedAt >= safeUntil) {
      aborter.abort();
      return;
    }
    deps.vault.renewLease(lease, LEASE_TTL_MS).then(
      (ours) => {
        clearTimeout(expiry);
        if (stopped) return;
        if (!ours) {
          aborter.abort();
          return;
        }
        safeUntil = renewedAt + safeMs;
        expiry = abortLater();
      },
      (error: unknown) => deps.logger.warn({ err: error }, 'A lease could not be renewed'),
    );
  }, HEARTBEAT_EVERY_MS);
  return {
    signal: aborter.signal,
    mayWrite: () => !aborter.signal.aborted && performance.now() < safeUntil,
    stop: () => {
      stopped = true;
      clearInterval(renewal);
      clearTimeout(expiry);
    },
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
