import { heartbeat } from '@temporalio/activity';
import { LEASE_TTL_MS } from '../contracts/timings.ts';
import { RULES_VERSION } from '../domain/limits.ts';
import { killsKey } from '../domain/rules/refusals.ts';
import type { TelegramError } from '../domain/telegram-error.ts';
import type { SessionRow } from '../vault/sessions/session-vault.ts';
import type { ActivityDeps } from './deps.ts';

/** Within the lease's safe time, so that it needs no renewal; and short, for somebody waits for the code that may follow. */
const PROBE_MS = (LEASE_TTL_MS * 2) / 3;
const NEWEST = { rulesVersion: RULES_VERSION };

/**
 * The number's session that works, as far as anybody knows: those that Telegram says are over are ended here, and it is noted
 * where their owner did it. A session that is in use, or that cannot be asked about now, counts as one that works.
 */
export async function sessionThatWorks(deps: ActivityDeps, numberId: string): Promise<SessionRow | undefined> {
  for (const row of await deps.vault.liveSessions(numberId, deps.gateway.environment)) {
    heartbeat();
    const found = await standing(deps, row);
    if (found === 'works') return row;
    await deps.vault.endSession(row.sessionId, found === 'endedByOwner' ? 'owner' : undefined);
  }
  return undefined;
}

type Standing = 'works' | 'over' | 'endedByOwner';

async function standing(deps: ActivityDeps, { sessionId, session }: SessionRow): Promise<Standing> {
  const startedAt = performance.now();
  const answer = await deps.vault.acquireLease({ sessionId, holder: deps.holder, ttlMs: LEASE_TTL_MS });
  if (answer.kind === 'held') return 'works';
  try {
    const mayWrite = () => performance.now() < startedAt + PROBE_MS;
    const opened = await deps.gateway.open(session, { deadlineMs: PROBE_MS, mayWrite });
    if (opened.kind === 'failed') {
      if (opened.code === 'AUTH_KEY_UNKNOWN') return 'over';
      return opened.error === undefined ? 'works' : standingAfter(opened.error);
    }
    const who = await opened.connection.whoAmI();
    await opened.connection.close();
    // What Telegram answers where the owner has ended one session out of several.
    if (who.kind === 'notSignedIn') return 'endedByOwner';
    return who.kind === 'refused' ? standingAfter(who.error) : 'works';
  } finally {
    await deps.vault.releaseLease(answer.lease);
  }
}

function standingAfter(error: TelegramError): Standing {
  if (error.name === 'SESSION_REVOKED') return 'endedByOwner';
  return killsKey(NEWEST, error) || error.name.startsWith('USER_DEACTIVATED') ? 'over' : 'works';
}
