import type { CallFailure, SignedIn } from '../domain/login-event.ts';
import type { Account } from '../telegram/gateway.ts';
import type { ActivityDeps } from './deps.ts';
import type { OpenSession } from './open-session.ts';
import { accountOf } from './outcomes.ts';

/** Telegram has signed this account in: who, where, and as which device its owner sees it. */
export async function signedInAs(
  { gateway }: Pick<ActivityDeps, 'gateway'>,
  { connection, session }: OpenSession,
  account: Account,
): Promise<SignedIn | CallFailure> {
  if (!account.bot)
    return { kind: 'signedIn', account: accountOf(account), dcId: session.dcId, device: gateway.device };
  // A bot is signed out again at once: it has a token, and no person to ask.
  const out = await connection.logOut();
  // Lost: the next attempt finds the bot again, and signs it out.
  return out.kind === 'done' ? { kind: 'stopped', code: 'USERS_ONLY' } : { kind: 'lost' };
}
