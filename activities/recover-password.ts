import type { LoginActivities } from '../contracts/login-activities.ts';
import type { CheckPasswordOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import { passwordCalled, probePassword } from './check-password.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { probeFirst, retryOrTell } from './probe-first.ts';
import { storedCheckPassword } from './stored-outcome.ts';

/**
 * `auth.recoverPassword`: cannot be taken back, so it is never sent again unseen. Where Telegram still asks for the password
 * afterwards, it has not taken place, and the person decides anew.
 */
export async function recoverPassword(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['recoverPassword']>[0],
): Promise<CheckPasswordOutcome> {
  const { code, settings, probe: isRepeat } = input;
  const request = settings === undefined ? { code } : { code, settings };
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      probeFirst<CheckPasswordOutcome>(deps, input, scope, on, {
        method: 'auth.recoverPassword',
        call: () => passwordCalled(deps, on, () => on.connection.recoverPassword(request)),
        probe: () => probePassword(deps, on),
        isRepeat,
        read: storedCheckPassword,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}
