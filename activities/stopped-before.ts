import type { CallInput } from '../contracts/login-activities.ts';
import type { CallFailure } from '../domain/login-event.ts';
import type { ActivityDeps } from './deps.ts';
import { sessionThatWorks } from './session-that-works.ts';

/** What keeps a sign-in from asking Telegram at all. */
export async function stoppedBefore(
  deps: ActivityDeps,
  input: CallInput & { again: boolean; telegram: boolean; ownerAsked?: boolean },
): Promise<CallFailure | undefined> {
  if (input.telegram !== deps.telegram) return { kind: 'stopped', code: 'ENVIRONMENT_MISMATCH' };
  // Asked also where another session is wanted: that the owner has ended one is learned no other way.
  const live = await sessionThatWorks(deps, input.numberId);
  if (!input.again && live !== undefined && live.sessionId !== input.loginId) {
    return {
      kind: 'stopped',
      code: 'ALREADY_SIGNED_IN',
      ...(live.owner === undefined ? {} : { detail: live.owner.firstName }),
    };
  }
  if (input.ownerAsked === true) return undefined;
  const isEnded = await deps.vault.endedByOwner(input.numberId, deps.gateway.environment);
  return isEnded ? { kind: 'stopped', code: 'OWNER_ENDED_SESSION' } : undefined;
}
