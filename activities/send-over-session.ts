import type { SendInput } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import type { Connection, SendCodeAnswer } from '../telegram/gateway.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { sendOnce } from './send-once.ts';

/** A call that may reach a person, at most once, with the key that the sign-in has already. */
export async function sendOverSession(
  deps: ActivityDeps,
  input: SendInput,
  method: string,
  call: (connection: Connection, phone: string) => Promise<SendCodeAnswer>,
): Promise<SendCodeOutcome> {
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  return await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      sendOnce(deps, input, scope, on, { method, call: () => call(on.connection, number.phone) }),
    ),
  );
}
