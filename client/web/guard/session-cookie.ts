import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIFETIME_MS, type ConsoleSession } from '../../access/console-sessions.ts';

/**
 * `__Host-` binds a cookie to this host, this path and TLS; on loopback without TLS browsers take no such cookie.
 * In Telegram Web, and in Telegram Desktop for Linux, a Mini App is a frame within another site: there only a cookie with
 * `SameSite=None; Secure; Partitioned` comes back. Everywhere else it is `Strict`.
 */
const nameFor = (isSecure: boolean): string => (isSecure ? '__Host-latchkey' : 'latchkey');

export function sessionToken(request: FastifyRequest, origin: string): string | undefined {
  return request.cookies[nameFor(origin.startsWith('https:'))];
}

export function setSessionCookie(
  reply: FastifyReply,
  origin: string,
  { token, scope, framed }: { token: string; scope: ConsoleSession['scope']; framed: boolean },
): void {
  const secure = origin.startsWith('https:');
  const site =
    framed && secure ? ({ sameSite: 'none', partitioned: true } as const) : ({ sameSite: 'strict' } as const);
  void reply.setCookie(nameFor(secure), token, {
    path: '/',
    httpOnly: true,
    secure,
    maxAge: SESSION_LIFETIME_MS[scope] / 1_000,
    ...site,
  });
}

/** Both kinds: a browser takes a partitioned cookie for another one. */
export function clearSessionCookie(reply: FastifyReply, origin: string): void {
  const secure = origin.startsWith('https:');
  const name = nameFor(secure);
  void reply.clearCookie(name, { path: '/', httpOnly: true, secure, sameSite: 'strict' });
  if (secure) void reply.clearCookie(name, { path: '/', httpOnly: true, secure, sameSite: 'none', partitioned: true });
}
