import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import type { ActivityDeps } from './deps.ts';
import { sendOverSession } from './send-over-session.ts';

/** `auth.resetLoginEmail`, at most once: a code may go out at once. */
export async function resetEmail(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['resetEmail']>[0],
): Promise<SendCodeOutcome> {
  const { hash } = input;
  return await sendOverSession(deps, input, 'auth.resetLoginEmail', (connection, phone) =>
    connection.resetEmail({ phone, hash }),
  );
}
