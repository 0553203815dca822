import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type ConsoleSession, findSession, heldLogin } from '../../access/console-sessions.ts';
import { mayDo } from '../../access/roles.ts';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { ProblemError } from '../problem.ts';
import { checkOrigin, originAsked } from './check-host.ts';
import { sessionToken } from './session-cookie.ts';

const probes: ReadonlySet<string> = new Set(['/livez', '/readyz']);
export const CSRF_HEADER = 'x-latchkey-csrf';

/** What every request passes: the console's name, its own pages, a session, the role as it stands now, the session's scope. */
export function guardRequests(app: ConsoleApp, { records, operators, publicUrl }: ConsoleDeps): void {
  app.decorateRequest('origin', '');
  app.decorateRequest('session', undefined);
  app.decorateRequest('token', undefined);

  app.addHook('onRequest', async (request) => {
    // Probes ask by whatever address they find.
    if (probes.has(request.routeOptions.url ?? '')) return;
    request.origin = originAsked(request.headers, { publicUrl });
    // Pages are asked for by links on other sites as well, and hold nothing.
    if (!isPage(request)) checkOrigin(request.headers, request.method, request.origin);
    request.token = sessionToken(request, request.origin);
    if (request.token !== undefined) request.session = await findSession(records, request.token);
  });

  app.addHook('preHandler', async (request) => {
    const access = request.routeOptions.config.access ?? { to: 'everybody' };
    if (access.to === 'everybody') return;
    const session = signedIn(request);
    const role = operators.roleOf(session.userId);
    if (role === undefined) throw new ProblemError('NOT_AN_OPERATOR');
    if (!['GET', 'HEAD'].includes(request.method)) checkToken(request, session);
    if (access.to === 'session') return;
    if (!mayDo(role, access.act)) throw new ProblemError('ROLE_TOO_LOW');
    if (session.scope === 'answer' && heldLogin(session, numberOf(request)) === undefined)
      throw new ProblemError('OUT_OF_SCOPE');
  });
}

/** The session of a request that has passed the guard. */
export function signedIn({ session }: Pick<FastifyRequest, 'session'>): ConsoleSession {
  if (session === undefined) throw new ProblemError('NOT_SIGNED_IN');
  return session;
}

function checkToken(request: FastifyRequest, { csrf }: ConsoleSession): void {
  const sent = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''));
  const wanted = Buffer.from(csrf);
  if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) throw new ProblemError('CSRF_TOKEN_WRONG');
}

/** By the route that was found: an address can be written in many ways. */
function isPage({ routeOptions: { url }, method }: FastifyRequest): boolean {
  return method === 'GET' && url?.startsWith('/api/') === false;
}

function numberOf({ params }: FastifyRequest): unknown {
  return typeof params === 'object' && params !== null && 'numberId' in params ? params.numberId : undefined;
}
