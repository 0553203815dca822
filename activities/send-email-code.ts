import type { LoginActivities } from '../contracts/login-activities.ts';
import type { EmailCodeOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { passwordNeeded } from './password-needed.ts';

/** `account.sendVerifyEmailCode`: mails a code to an address that is to be bound. The address is kept nowhere. */
export async function sendEmailCode(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['sendEmailCode']>[0],
): Promise<EmailCodeOutcome> {
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  const { phone } = number;
  const { hash, email } = input;
  return await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, async ({ connection }): Promise<EmailCodeOutcome> => {
      const answer = await connection.sendEmailCode({ phone, hash, email });
      if (answer.kind === 'emailCode') return answer;
      return answer.kind === 'passwordNeeded' ? await passwordNeeded(connection) : failureOf(answer);
    }),
  );
}
