import type { LoginActivities } from '../contracts/login-activities.ts';
import type { ClosingOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { untilTold } from './until-told.ts';

/** `auth.cancelCode`: the code that is out is no longer wanted. Repeating it is harmless. */
export async function cancelCode(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['cancelCode']>[0],
): Promise<ClosingOutcome> {
  const number = await deps.records.number(input.numberId);
  // Without its number Telegram cannot be told of it.
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  const { phone } = number;
  const { hash } = input;
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, async ({ connection }): Promise<ClosingOutcome> => {
      const answer = await connection.cancelCode({ phone, hash });
      return answer.kind === 'done' ? answer : failureOf(answer);
    }),
  );
  return untilTold(outcome);
}
