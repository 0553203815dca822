import { rowReader } from '../sqlite/row-reader.ts';
import type { SqliteDatabase, Statements } from '../sqlite/sqlite-database.ts';
import { LeaseLostError } from './lease-lost-error.ts';
import type { Lease, LeaseAnswer, SessionVault } from './session-vault.ts';

/** Twice a call's deadline, the longest that anyone asks for, and some. */
const LONGEST_TTL_MS = 120_000;

/** Leases end by the machine's wall clock, which all processes that share the file share. */
export function sqliteLeases(
  database: SqliteDatabase,
  nowMs: () => number,
): Pick<SessionVault, 'acquireLease' | 'renewLease' | 'releaseLease'> {
  return {
    acquireLease: ({ sessionId, holder, ttlMs }) =>
      database.write((statements): LeaseAnswer => {
        const now = nowMs();
        const standing = readLease(statements, sessionId);
        // Held for its own holder too: two attempts in one process would otherwise share one key.
        // No lease is that long: the clock was set back since, and a killed holder would block the session until it is made up.
        const isReal = standing !== undefined && standing.expiresAtMs <= now + LONGEST_TTL_MS;
        if (isReal && standing.expiresAtMs > now) {
          return { kind: 'held', freeInMs: standing.expiresAtMs - now };
        }
        const fence = (standing?.fence ?? 0) + 1;
        statements.run(
          `INSERT INTO leases (session_id, holder, fence, expires_at_ms) VALUES (?, ?, ?, ?)
           ON CONFLICT (session_id) DO UPDATE
           SET holder = excluded.holder, fence = excluded.fence, expires_at_ms = excluded.expires_at_ms`,
          sessionId,
          holder,
          fence,
          now + ttlMs,
        );
        return { kind: 'acquired', lease: { sessionId, holder, fence } };
      }),

    // Also when its time ran out, as for a file that was locked or a clock that was set forward: see requireLastHolder.
    renewLease: (lease, ttlMs) =>
      database.write((statements) => {
        const changed = statements.run(
          `UPDATE leases SET expires_at_ms = ?
           WHERE session_id = ? AND fence = ? AND holder = ? AND expires_at_ms > 0`,
          nowMs() + ttlMs,
          lease.sessionId,
          lease.fence,
          lease.holder,
        );
        return changed > 0;
      }),

    releaseLease: (lease) =>
      database.write((statements) => {
        // The row stays, so that the next fence is higher; 0 tells it from one whose time ran out.
        statements.run(
          'UPDATE leases SET expires_at_ms = 0 WHERE session_id = ? AND fence = ? AND holder = ?',
          lease.sessionId,
          lease.fence,
          lease.holder,
        );
      }),
  };
}

/** To be called first in every transaction that prepares a call under a lease. Throws LeaseLostError. */
export function requireLease(statements: Statements, lease: Lease, nowMs: number): void {
  if (requireLastHolder(statements, lease).expiresAtMs <= nowMs) throw new LeaseLostError('ranOut');
}

/**
 * To be called first in every transaction that stores what came of a call. Throws LeaseLostError.
 *
 * The lease's time may have run out: an answer that Telegram has given once must not be lost to a file that was locked or a
 * clock that was set forward. It is safe because nobody can use the key without taking the lease, whoever takes it raises the
 * fence in the same transaction, and ending the session raises it too: an equal fence means that nobody came after.
 */
export function requireLastHolder(statements: Statements, lease: Lease): { expiresAtMs: number } {
  const standing = readLease(statements, lease.sessionId);
  const isLast = standing?.fence === lease.fence && standing.holder === lease.holder && standing.expiresAtMs > 0;
  if (!isLast) throw new LeaseLostError('taken');
  return standing;
}

/** Takes the lease from whoever holds it; the next holder gets a higher fence. */
export function revokeLease(statements: Statements, sessionId: string): void {
  statements.run('UPDATE leases SET fence = fence + 1, expires_at_ms = 0 WHERE session_id = ?', sessionId);
}

function readLease(
  statements: Statements,
  sessionId: string,
): { holder: string; fence: number; expiresAtMs: number } | undefined {
  const row = statements.get('SELECT holder, fence, expires_at_ms FROM leases WHERE session_id = ?', sessionId);
  if (row === undefined) return undefined;
  const read = rowReader('leases', row);
  return {
    holder: read.text('holder'),
    fence: read.integer('fence'),
    expiresAtMs: read.integer('expires_at_ms'),
  };
}
