import type { FastifyRequest } from 'fastify';
import { heldLogin } from '../access/console-sessions.ts';
import { guardLogins } from '../access/guarded-logins.ts';
import type { LoginClient } from '../login-client.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { signedIn } from './guard/guard-requests.ts';
import { ProblemError } from './problem.ts';

/** The sign-ins in the name of a request's operator, who is asked for their role again at every call. */
export function operatorLogins(
  { logins, operators }: Pick<ConsoleDeps, 'logins' | 'operators'>,
  request: FastifyRequest,
): LoginClient {
  const { userId } = signedIn(request);
  return guardLogins(logins(`tg:${userId}`), () => operators.roleOf(userId));
}

/** A session of links answers the sign-ins that they were made for, not another one of the same number that came later. */
export async function checkLogin(
  { records }: Pick<ConsoleDeps, 'records'>,
  request: FastifyRequest,
  numberId: string,
): Promise<void> {
  const session = signedIn(request);
  if (session.scope !== 'answer') return;
  const newest = await records.latestView(numberId);
  if (newest?.loginId !== heldLogin(session, numberId)) throw new ProblemError('LOGIN_ENDED');
}
