import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { auditIdOf, type ConsoleSession, openSession } from '../../access/console-sessions.ts';
import { findLink, type LinkPurpose, spendLink } from '../../access/links.ts';
import { browserInWords } from '../browser-in-words.ts';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { setSessionCookie } from '../guard/session-cookie.ts';
import { me } from '../me.ts';
import { INIT_DATA_LIFETIME_MS, readInitData } from '../mini-app/read-init-data.ts';
import { ProblemError } from '../problem.ts';
import { openedSchema } from '../schemas/answers.ts';
import { problemAnswers } from './problem-answers.ts';

const TOKEN = /^[\w-]{22}$/u;
const body = z
  .strictObject({
    token: z.string().regex(TOKEN).optional().meta({ description: "The link's fragment" }),
    initData: z.string().min(1).max(8_192).optional().meta({ description: 'What Telegram gives a Mini App' }),
  })
  .refine(({ token, initData }) => token !== undefined || initData !== undefined);

export function addOpen(
  app: ConsoleApp,
  deps: ConsoleDeps & { opening: (request: FastifyRequest) => Promise<void> },
): void {
  const { records, operators, opening } = deps;
  app.post(
    '/api/open',
    {
      config: { access: { to: 'everybody' } },
      preValidation: opening,
      schema: {
        tags: ['session'],
        security: [],
        summary: 'Spends a one-time link, or signs in by Mini App data; answers with a session cookie',
        body,
        response: { 200: openedSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const { token, initData } = request.body;
      const visitor = initData === undefined ? undefined : await miniAppUser(deps, initData);
      const purpose = await purposeOf(deps, request, token, visitor);
      if (operators.roleOf(purpose.userId) === undefined) throw new ProblemError('NOT_AN_OPERATOR');
      const framed = visitor !== undefined;
      const session = await sessionFor(deps, { request, reply, purpose, framed });
      const login = purpose.kind === 'answer' ? { numberId: purpose.numberId } : {};
      const openingId = crypto.randomUUID();
      await records.appendAudit([
        {
          // A browser that could do it already is no news to its operator: no id to end it by.
          auditId: session === request.session ? openingId : auditIdOf(session.sessionId, openingId),
          atMs: (deps.nowMs ?? Date.now)(),
          actor: `tg:${session.userId}`,
          act: token === undefined ? 'miniApp.opened' : 'link.opened',
          detail: browserInWords(request.headers['user-agent'] ?? '', framed),
          ...login,
        },
      ]);
      return { ...me(session, operators), ...login };
    },
  );
}

/** A browser that may do everything already is not cut down to one sign-in. */
async function sessionFor(
  { records }: ConsoleDeps,
  opening: { request: FastifyRequest; reply: FastifyReply; purpose: LinkPurpose; framed: boolean },
): Promise<ConsoleSession> {
  const { request, reply, purpose, framed } = opening;
  if (request.session?.scope === 'signIn' && purpose.kind === 'answer') return request.session;
  const { session: known, token: secret } = request;
  const before = known === undefined || secret === undefined ? undefined : { session: known, token: secret };
  const { token, session } = await openSession(records, purpose, before);
  setSessionCookie(reply, request.origin, { token, scope: session.scope, framed });
  return session;
}

/** Whose Telegram has opened the page; its data counts once. */
async function miniAppUser({ miniApp, records, nowMs = Date.now }: ConsoleDeps, initData: string): Promise<number> {
  if (miniApp === undefined) throw new ProblemError('MINI_APP_OFF');
  const read = readInitData(initData, miniApp, nowMs());
  if (read.kind === 'forged') throw new ProblemError('MINI_APP_FORGED');
  if (read.kind === 'stale') throw new ProblemError('MINI_APP_STALE');
  const isFirst = await records.useOnce(`mini-app/${read.signature}`, 2 * INIT_DATA_LIFETIME_MS);
  if (!isFirst) throw new ProblemError('MINI_APP_USED');
  return read.userId;
}

/** Looks before it spends: whoever a link is not for leaves it as it was. */
async function purposeOf(
  { records }: ConsoleDeps,
  { session }: FastifyRequest,
  token: string | undefined,
  visitor: number | undefined,
): Promise<LinkPurpose> {
  if (token === undefined) return { kind: 'signIn', userId: visitor ?? Number.NaN };
  const found = await findLink(records, token);
  if (found === undefined) throw new ProblemError('LINK_UNKNOWN');
  const { userId } = found.purpose;
  const isSomebodyElse = [visitor, session?.userId].some((known) => known !== undefined && known !== userId);
  if (isSomebodyElse) throw new ProblemError('LINK_FORWARDED');
  if (found.state === 'live' && !(await isAtItsStep(records, found.purpose))) throw new ProblemError('LINK_GONE_ON');
  const spent = await spendLink(records, token);
  if (spent?.state === 'live') return spent.purpose;
  throw new ProblemError(spent?.state === 'expired' ? 'LINK_EXPIRED' : 'LINK_SPENT');
}

/** A link is for one step. The session it opened while that was asked may follow the sign-in to its end. */
async function isAtItsStep(records: ConsoleDeps['records'], purpose: LinkPurpose): Promise<boolean> {
  if (purpose.kind === 'signIn') return true;
  const row = await records.latestView(purpose.numberId);
  const view = z.object({ stepId: z.literal(purpose.stepId) }).safeParse(row?.view);
  return row?.loginId === purpose.loginId && view.success;
}
