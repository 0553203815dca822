import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import type { ActivityDeps } from './deps.ts';
import { sendOverSession } from './send-over-session.ts';

/** `account.verifyEmail`, at most once: it binds the address, and another code may go out on the strength of it. */
export async function verifyEmail(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['verifyEmail']>[0],
): Promise<SendCodeOutcome> {
  const { hash } = input;
  return await sendOverSession(deps, input, 'account.verifyEmail', (connection, phone) =>
    connection.verifyEmail({ phone, hash, code: input.code }),
  );
}
