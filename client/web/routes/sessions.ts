import { z } from 'zod';
import { endSession } from '../../access/console-sessions.ts';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { signedIn } from '../guard/guard-requests.ts';
import { clearSessionCookie } from '../guard/session-cookie.ts';
import { me } from '../me.ts';
import { meSchema } from '../schemas/answers.ts';
import { problemAnswers } from './problem-answers.ts';

const tags = ['session'];

export function addSessions(app: ConsoleApp, { records, operators }: ConsoleDeps): void {
  app.get(
    '/api/me',
    {
      config: { access: { to: 'session' } },
      schema: { tags, summary: 'Who is signed in here', response: { 200: meSchema, ...problemAnswers } },
    },
    async (request) => me(signedIn(request), operators),
  );

  app.post(
    '/api/sign-out',
    {
      config: { access: { to: 'session' } },
      schema: { tags, summary: 'Ends this browser’s session', response: { 204: z.null(), ...problemAnswers } },
    },
    async (request, reply) => {
      await endSession(records, signedIn(request).sessionId);
      clearSessionCookie(reply, request.origin);
      return await reply.code(204).send(null);
    },
  );
}
