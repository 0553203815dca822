import { maxHeaderSize } from 'node:http';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ConsoleApp } from './console-app.ts';
import { type ConsoleDeps, DEFAULT_CONSOLE_LIMITS } from './console-deps.ts';
import { guardRequests } from './guard/guard-requests.ts';
import { limitRates } from './guard/limit-rates.ts';
import { setHeaders } from './guard/set-headers.ts';
import { describeApi } from './openapi.ts';
import { answerBroken } from './answer-broken.ts';
import { answerProblems } from './answer-problems.ts';
import { createViewFeed } from './events/view-feed.ts';
import { addRecovery } from './routes/recovery.ts';
import { addAnswers } from './routes/answers.ts';
import { addAudit } from './routes/audit.ts';
import { addEvents } from './routes/events.ts';
import { addHealth } from './routes/health.ts';
import { addLogins } from './routes/logins.ts';
import { addNumbers } from './routes/numbers.ts';
import { addOpen } from './routes/open.ts';
import { addPages } from './routes/pages.ts';
import { addSessions } from './routes/sessions.ts';

/** Codes and proofs are short. */
const BODY_LIMIT_BYTES = 16 * 1024;

/** No route has it. */
const NOWHERE = '/not-an-address';

/** The console: pages, and the HTTP interface under them. Listens nowhere; ends its streams when it is closed. */
export async function createConsole(deps: ConsoleDeps): Promise<ConsoleApp> {
  const limits = { ...DEFAULT_CONSOLE_LIMITS, ...deps.limits };
  const loggerInstance: FastifyBaseLogger = deps.logger;
  const app: ConsoleApp = Fastify({
    loggerInstance,
    // Its lines hold URLs and addresses; `answerProblems` writes shorter ones.
    logController: new LogController({ disableRequestLogging: true }),
    // A proxy on this machine says whose address it is.
    trustProxy: 'loopback',
    bodyLimit: BODY_LIMIT_BYTES,
    // What a router cannot take, Fastify would answer by itself, address and all, without our headers and limits.
    rewriteUrl: ({ url = '' }) => (isAddress(url) ? url : NOWHERE),
    routerOptions: { maxParamLength: maxHeaderSize },
    clientErrorHandler: (error, socket) => answerBroken(error, socket, deps.logger),
    // Streams do not end by themselves.
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // JSON only: forms of other sites cannot send it.
  app.removeContentTypeParser('text/plain');
  answerProblems(app, deps);
  await setHeaders(app, deps.publicUrl);
  await app.register(cookie);
  const { opening } = await limitRates(app, limits);
  guardRequests(app, deps);
  await describeApi(app);

  const feed = createViewFeed({ ...deps, pollMs: limits.pollMs });
  app.addHook('preClose', async () => feed.close());
  app.after(() => {
    addHealth(app, deps);
    addOpen(app, { ...deps, opening });
    addSessions(app, deps);
    addLogins(app, deps, limits);
    addAnswers(app, deps, limits);
    addRecovery(app, deps, limits);
    addEvents(app, deps, { feed, limits });
    addNumbers(app, deps);
    addAudit(app, deps);
  });
  await addPages(app);
  await app.ready();
  return app;
}

function isAddress(url: string): boolean {
  try {
    decodeURI(url.split(/[?#]/u, 1)[0] ?? '');
    return url.startsWith('/');
  } catch {
    return false;
  }
}
