import type { LoginActivities } from '../contracts/login-activities.ts';
import type { CheckRecoveryOutcome } from '../domain/password-recovery.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { onlyOnce } from './only-once.ts';
import { withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { retryOrTell } from './probe-first.ts';
import { storedCheckRecovery } from './stored-outcome.ts';

/** `auth.checkRecoveryPassword`: changes nothing, but a wrong code counts, so it is not repeated unseen. */
export async function checkRecovery(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['checkRecovery']>[0],
): Promise<CheckRecoveryOutcome> {
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      onlyOnce<CheckRecoveryOutcome>(deps, input, scope, on, {
        method: 'auth.checkRecoveryPassword',
        call: async () => {
          const answer = await on.connection.checkRecoveryPassword(input.code);
          if (answer.kind !== 'checked') return failureOf(answer);
          return answer.isRight ? { kind: 'right' } : { kind: 'wrong' };
        },
        read: storedCheckRecovery,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}
