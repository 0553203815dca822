import { z } from 'zod';
import type { ViewRow } from '../../../vault/records/records.ts';
import { heldLogin } from '../../access/console-sessions.ts';
import { mayDo } from '../../access/roles.ts';
import { alikeNow } from '../../alike-now.ts';
import { needsPerson } from '../../../domain/needs-person.ts';
import { isView } from '../../read-view.ts';
import { answered, idempotencyHeader } from '../command-options.ts';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps, ConsoleLimits } from '../console-deps.ts';
import { signedIn } from '../guard/guard-requests.ts';
import { operatorLogins } from '../operator-logins.ts';
import { ProblemError } from '../problem.ts';
import { loginListSchema, type LoginStateFilter, loginStates, startAnswerSchema } from '../schemas/answers.ts';
import { loginViewSchema } from '../schemas/login-view.ts';
import { numberIdParams } from '../schemas/number-id.ts';
import { toldRow } from '../told-row.ts';
import { problemAnswers } from './problem-answers.ts';

/** More numbers than that want a search, not a list. */
const MOST_NUMBERS = 10_000;

const tags = ['sign-ins'];

export function addLogins(app: ConsoleApp, deps: ConsoleDeps, { answerMs }: ConsoleLimits): void {
  const { records } = deps;

  app.get(
    '/api/logins',
    {
      config: { access: { to: 'operator', act: 'look' } },
      schema: {
        tags,
        summary: 'The newest sign-in of each number, the one that changed last first',
        querystring: z.strictObject({
          state: z.enum(loginStates).default('all').meta({ description: '"waiting": for a person' }),
          page: z.coerce.number().int().min(1).max(1_000).default(1),
          size: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: loginListSchema, ...problemAnswers },
      },
    },
    async ({ query: { state, page, size } }) => {
      // Before the rows: a change between both is told twice rather than never.
      const change = await records.newestChange();
      const rows = (await records.latestViews(MOST_NUMBERS)).filter((row) => fits(row, state));
      const told = rows.slice((page - 1) * size, page * size).map((row) => toldRow(row));
      return {
        logins: told.flatMap((row) => (row.kind === 'login' ? [row.login] : [])),
        unreadable: told.flatMap((row) => (row.kind === 'unreadable' ? [row.unreadable] : [])),
        total: rows.length,
        change,
      };
    },
  );

  app.get(
    '/api/logins/:numberId',
    {
      config: { access: { to: 'operator', act: 'look' } },
      schema: {
        tags,
        summary: 'One sign-in, with its path: every step and when it began',
        params: numberIdParams,
        response: {
          200: z.object({ view: loginViewSchema, updatedAtMs: z.number(), change: z.number() }),
          ...problemAnswers,
        },
      },
    },
    async (request) => {
      const session = signedIn(request);
      const { numberId } = request.params;
      const held = heldLogin(session, numberId);
      const row = await (held === undefined ? records.latestView(numberId) : records.view(held));
      if (row === undefined) throw new ProblemError('NO_LOGIN');
      const told = toldRow(row, { withQr: mayDo(deps.operators.roleOf(session.userId), 'answerLogin') });
      if (told.kind === 'unreadable') throw new ProblemError('VIEW_UNREADABLE');
      return { ...told.login, change: row.change };
    },
  );

  app.get(
    '/api/logins/:numberId/alike',
    {
      config: { access: { to: 'operator', act: 'look' } },
      schema: {
        tags,
        summary:
          'How many of the newest starts brought no code, where they are so many that the number is not to blame',
        params: numberIdParams,
        response: {
          200: z.object({ alike: z.object({ count: z.number(), sinceMs: z.number() }).exactOptional() }),
          ...problemAnswers,
        },
      },
    },
    async (request) => {
      const row = await records.latestView(request.params.numberId);
      const told = row === undefined ? undefined : toldRow(row);
      const alike = told?.kind === 'login' ? await alikeNow(records, told.login.view, Date.now()) : undefined;
      return alike === undefined ? {} : { alike };
    },
  );

  app.post(
    '/api/logins',
    {
      config: { access: { to: 'operator', act: 'startLogin' } },
      schema: {
        tags,
        summary: 'Starts a sign-in, or joins the one that is running',
        headers: idempotencyHeader,
        body: z.strictObject({
          ...numberIdParams.shape,
          scan: z.boolean().default(false).meta({ description: 'Begins with a QR code; no code is sent' }),
          again: z.boolean().default(false).meta({ description: 'A further session beside one that works' }),
          reason: z.string().trim().min(1).max(200).exactOptional().meta({
            description: 'Why, where the owner has ended a session of this number. Admins only; kept in the audit',
          }),
        }),
        response: { 200: startAnswerSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const { numberId, ...asked } = request.body;
      const logins = operatorLogins(deps, request);
      return await answered(request, answerMs, (options) => logins.start(numberId, { ...asked, ...options }));
    },
  );
}

/** What cannot be read fits by whether it has ended: it is shown rather than missed. */
function fits({ view, ended }: ViewRow, state: LoginStateFilter): boolean {
  const step = isView(view) ? view.step : undefined;
  switch (state) {
    case 'all':
      return true;
    case 'running':
      return !ended;
    case 'waiting':
      return !ended && (step === undefined || needsPerson(step));
    case 'signedIn':
      return ended && step?.kind === 'signedIn';
    case 'ended':
      return ended && step?.kind !== 'signedIn';
  }
}
