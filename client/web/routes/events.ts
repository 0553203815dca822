import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps, ConsoleLimits } from '../console-deps.ts';
import { openEventStream } from '../events/event-stream.ts';
import type { ViewFeed } from '../events/view-feed.ts';
import { createViewStreams } from '../events/view-streams.ts';
import { signedIn } from '../guard/guard-requests.ts';
import { ProblemError } from '../problem.ts';
import { numberIdParams } from '../schemas/number-id.ts';
import { problemAnswers } from './problem-answers.ts';

const changeNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const querystring = z.strictObject({
  after: changeNumber.optional().meta({ description: 'The "change" that is known; from now on where it is absent' }),
});
/** What a browser sends when it comes back; it wins, for the address is still the first one. */
const headers = z.looseObject({ 'last-event-id': changeNumber.optional() });
const response = {
  200: {
    description:
      'Server-sent events: "view" with {view, updatedAtMs}, its id the change; "unreadable" for one that another version wrote; "end" with a problem, for whoever may look no more',
    content: { 'text/event-stream': { schema: z.string() } },
  },
  ...problemAnswers,
};

export function addEvents(
  app: ConsoleApp,
  deps: ConsoleDeps,
  { feed, limits }: { feed: ViewFeed; limits: ConsoleLimits },
): void {
  const { records, logger } = deps;
  const streams = createViewStreams({ ...deps, feed, recheckMs: limits.recheckMs });
  app.addHook('preClose', async () => streams.close());

  const stream = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { known, numberId }: { known: number | undefined; numberId?: string },
  ): Promise<void> => {
    const session = signedIn(request);
    const { token = '' } = request;
    if (streams.countOf(session.userId) >= limits.streamsPerOperator) throw new ProblemError('TOO_MANY_STREAMS');
    const after = known ?? (await records.newestChange());
    const wish = { session, token, after, ...(numberId === undefined ? {} : { numberId }) };
    await streams
      .open(wish, (onGone) => openEventStream(reply, onGone))
      .catch((error: unknown) => {
        // The answer has begun: the browser comes back and says what it has.
        logger.warn({ err: error }, 'A stream of events has ended early');
        reply.raw.destroy();
      });
  };

  app.get(
    '/api/events',
    {
      config: { access: { to: 'operator', act: 'look' } },
      // A look at the headers must not open a stream.
      exposeHeadRoute: false,
      schema: { tags: ['events'], summary: 'Views of all sign-ins as they change', querystring, headers, response },
    },
    async (request, reply) => {
      await stream(request, reply, { known: request.headers['last-event-id'] ?? request.query.after });
      return reply;
    },
  );

  app.get(
    '/api/logins/:numberId/events',
    {
      config: { access: { to: 'operator', act: 'look' } },
      exposeHeadRoute: false,
      schema: {
        tags: ['events'],
        summary: 'Views of one number as they change',
        params: numberIdParams,
        querystring,
        headers,
        response,
      },
    },
    async (request, reply) => {
      const known = request.headers['last-event-id'] ?? request.query.after;
      await stream(request, reply, { known, numberId: request.params.numberId });
      return reply;
    },
  );
}
