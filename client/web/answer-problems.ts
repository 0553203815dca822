import type { FastifyReply, FastifyRequest } from 'fastify';
import { endSession } from '../access/console-sessions.ts';
import type { ConsoleApp } from './console-app.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { clearSessionCookie } from './guard/session-cookie.ts';
import { type Problem, problem, PROBLEM_TYPE, ProblemError } from './problem.ts';
import { problemOf } from './problem-of.ts';

/** Errors become problems of ours, and each request one line of the log: never its body, its cookies or its whole address. */
export function answerProblems(app: ConsoleApp, { logger, records, operators }: ConsoleDeps): void {
  /** A cookie stays dead where its operator is taken out and put back again. */
  const endOfRemoved = async ({ session }: FastifyRequest): Promise<void> => {
    if (session !== undefined && operators.roleOf(session.userId) === undefined) {
      await endSession(records, session.sessionId);
    }
  };

  app.setErrorHandler(async (error, request, reply) => {
    const said = problemOf(error);
    if (said.status >= 500) logger.error({ err: error, route: request.routeOptions.url }, said.title);
    if (error instanceof ProblemError && error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', error.retryAfterSeconds);
    }
    if (said.code === 'NOT_AN_OPERATOR') {
      clearSessionCookie(reply, request.origin);
      await endOfRemoved(request);
    }
    return await send(reply, said);
  });
  app.setNotFoundHandler((_request, reply) => send(reply, problem('NOT_FOUND')));
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, session } = request;
    const actor = session === undefined ? {} : { actor: `tg:${session.userId}` };
    const ms = Math.round(reply.elapsedTime);
    logger.debug({ method, route: routeOptions.url, status: reply.statusCode, ms, ...actor }, 'answered');
  });
}

function send(reply: FastifyReply, said: Problem): FastifyReply {
  // As text: the route's own schemas describe what it answers when nothing is wrong.
  return reply.status(said.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(said);
}
