import type { CallInput } from '../contracts/login-activities.ts';
import type { CallFailure } from '../domain/login-event.ts';
import type { ActivityDeps } from './deps.ts';

/** What keeps a sign-in from asking Telegram at all. */
export async function stoppedBefore(
  deps: ActivityDeps,
  input: CallInput & { again: boolean; telegram: boolean },
): Promise<CallFailure | undefined> {
  if (input.telegram !== deps.telegram) return { kind: 'stopped', code: 'ENVIRONMENT_MISMATCH' };
  if (input.again) return undefined;
  const [live] = await deps.vault.liveSessions(input.numberId, deps.gateway.environment);
  if (live === undefined || live.sessionId === input.loginId) return undefined;
  return {
    kind: 'stopped',
    code: 'ALREADY_SIGNED_IN',
    ...(live.owner === undefined ? {} : { detail: live.owner.firstName }),
  };
}
