import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ConsoleSession } from '../access/console-sessions.ts';
import type { Act } from '../access/roles.ts';

export type ConsoleApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Who may call a route. A session of one sign-in reaches the routes of its own number alone. */
export type Access =
  | { to: 'everybody' }
  /** Whoever is signed in, for whatever. */
  | { to: 'session' }
  | { to: 'operator'; act: Act };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Under which the console was asked: its public address, or this machine's. */
    origin: string;
    session: ConsoleSession | undefined;
    /** The session's secret. */
    token: string | undefined;
  }
}
