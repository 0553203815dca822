import type { LoginActivities } from '../contracts/login-activities.ts';
import type { RequestRecoveryOutcome } from '../domain/password-recovery.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { onlyOnce } from './only-once.ts';
import { withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { retryOrTell } from './probe-first.ts';
import { storedRequestRecovery } from './stored-outcome.ts';

/** `auth.requestPasswordRecovery`: mails the owner. */
export async function requestRecovery(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['requestRecovery']>[0],
): Promise<RequestRecoveryOutcome> {
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      onlyOnce<RequestRecoveryOutcome>(deps, input, scope, on, {
        method: 'auth.requestPasswordRecovery',
        call: async () => {
          const answer = await on.connection.requestPasswordRecovery();
          return answer.kind === 'requested' ? answer : failureOf(answer);
        },
        read: storedRequestRecovery,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}
