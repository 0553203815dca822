import type { CallFailure } from '../domain/login-event.ts';
import type { Connection } from '../telegram/gateway.ts';

/** A bot is signed out again at once: it has a token, and no person to ask. */
export async function usersOnly(connection: Connection): Promise<CallFailure> {
  await connection.logOut();
  return { kind: 'stopped', code: 'USERS_ONLY' };
}
