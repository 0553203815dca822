import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { ActivityDeps } from './deps.ts';
import { storedSendCode } from './stored-outcome.ts';

/**
 * What became of a send whose worker did not answer: the stored answer, or nothing was sent, or nobody knows.
 * From here on a late answer of the old worker is refused by the vault.
 */
export async function settleSend(
  deps: ActivityDeps,
  { loginId, effectId }: Parameters<LoginActivities['settleSend']>[0],
): Promise<SendCodeOutcome> {
  const intent = await deps.vault.loseIntent({ sessionId: loginId, effectId });
  switch (intent.kind) {
    case 'none':
      return { kind: 'notSent', code: 'WORKER_LOST' };
    case 'answered':
      return aged(storedSendCode(intent.result), intent.ageMs);
    case 'open':
    case 'lost':
      return { kind: 'lost' };
    default:
      return assertNever(intent);
  }
}

export function aged(outcome: SendCodeOutcome, ageMs: number): SendCodeOutcome {
  return outcome.kind === 'sentCode' ? { ...outcome, ageMs } : outcome;
}
