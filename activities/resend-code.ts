import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import type { ActivityDeps } from './deps.ts';
import { sendOverSession } from './send-over-session.ts';

/** `auth.resendCode`, at most once: it moves the chain of deliveries on and may ring a phone. */
export async function resendCode(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['resendCode']>[0],
): Promise<SendCodeOutcome> {
  const { hash } = input;
  return await sendOverSession(deps, input, 'auth.resendCode', (connection, phone) =>
    connection.resendCode({ phone, hash }),
  );
}
