import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { sendOnce } from './send-once.ts';

/** `auth.resendCode`, at most once: it moves the chain of deliveries on and may ring a phone. */
export async function resendCode(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['resendCode']>[0],
): Promise<SendCodeOutcome> {
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  const { phone } = number;
  const { hash } = input;
  return await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      sendOnce(deps, input, scope, on, {
        method: 'auth.resendCode',
        call: () => on.connection.resendCode({ phone, hash }),
      }),
    ),
  );
}
