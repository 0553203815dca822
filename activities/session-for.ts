import type { CallInput } from '../contracts/login-activities.ts';
import type { CallFailure } from '../domain/login-event.ts';
import type { StoredSession } from '../vault/sessions/session-vault.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { openFailureOf } from './outcomes.ts';

/** The key exists, sealed, before anything about a person is sent: whoever goes on after a crash finds it. */
export async function sessionFor(
  deps: ActivityDeps,
  input: CallInput,
  scope: CallScope,
  dcId: number | undefined,
): Promise<StoredSession | CallFailure> {
  if (dcId === undefined) {
    const row = await deps.vault.load(input.loginId);
    if (row !== undefined && row.status !== 'ended') return row.session;
  }
  const { gateway, vault } = deps;
  const made = await gateway.createSession(dcId ?? gateway.firstDcId, {
    deadlineMs: scope.remainingMs(),
    signal: scope.signal,
  });
  if (made.kind === 'failed') return openFailureOf(made);
  const { numberId } = input;
  await vault.savePending(scope.lease, { numberId, environment: gateway.environment, session: made.session });
  return made.session;
}
