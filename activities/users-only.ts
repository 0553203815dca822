import type { CallFailure } from '../domain/login-event.ts';
import type { Connection } from '../telegram/gateway.ts';

/** A bot is signed out again at once: it has a token, and no person to ask. */
export async function usersOnly(connection: Connection): Promise<CallFailure> {
  const out = await connection.logOut();
  // Lost: the next attempt finds the bot again, and signs it out.
  return out.kind === 'done' ? { kind: 'stopped', code: 'USERS_ONLY' } : { kind: 'lost' };
}
