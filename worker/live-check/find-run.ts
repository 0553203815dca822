import { LeaseLostError } from '../../vault/sessions/lease-lost-error.ts';
import type { LiveDeps } from './live-deps.ts';
import { underLease } from './under-lease.ts';

const BEGUN = 'begun';

/**
 * The number's unfinished check, or the next one. The vault numbers them: a session that has ended opens no intent any more, so
 * a command that was killed and is started again finds what it had begun, and with it the codes it has asked for.
 */
export async function findRun(deps: LiveDeps, numberId: string): Promise<{ runId: string; ageMs: number }> {
  for (let n = 1; ; n += 1) {
    const runId = `live-${numberId}-${n}`;
    const ageMs = await openRun(deps, numberId, runId);
    if (ageMs !== 'ended') return { runId, ageMs };
  }
}

async function openRun(deps: LiveDeps, numberId: string, runId: string): Promise<number | 'ended'> {
  const { vault } = deps;
  return await underLease(deps, runId, async ({ lease }) => {
    try {
      const opening = await vault.openIntent(lease, { effectId: BEGUN, method: BEGUN, numberId });
      if (opening.kind === 'answered') return opening.ageMs;
      await vault.answerIntent(lease, { effectId: BEGUN, result: {} });
      return 0;
    } catch (error) {
      if (error instanceof LeaseLostError && error.reason === 'sessionEnded') return 'ended';
      throw error;
    }
  });
}
