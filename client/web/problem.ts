import { z } from 'zod';
import { schemaRegistry } from './schemas/schema-registry.ts';
import * as texts from '../texts/texts.ts';
import type { ProblemCode } from './problem-code.ts';

export const PROBLEM_TYPE = 'application/problem+json';

export const problemStatus: Readonly<Record<ProblemCode, number>> = {
  BAD_REQUEST: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNKNOWN: 415,
  NOT_FOUND: 404,
  HOST_UNKNOWN: 421,
  CROSS_SITE: 403,
  CSRF_TOKEN_WRONG: 403,
  NOT_SIGNED_IN: 401,
  NOT_AN_OPERATOR: 403,
  ROLE_TOO_LOW: 403,
  OUT_OF_SCOPE: 403,
  TOO_MANY_REQUESTS: 429,
  TOO_MANY_STREAMS: 429,
  LINK_UNKNOWN: 404,
  LINK_SPENT: 410,
  LINK_EXPIRED: 410,
  LINK_GONE_ON: 410,
  LINK_FORWARDED: 403,
  MINI_APP_OFF: 403,
  MINI_APP_FORGED: 403,
  MINI_APP_STALE: 403,
  MINI_APP_USED: 403,
  NUMBER_NOT_ENROLLED: 404,
  NO_LOGIN: 404,
  LOGIN_ENDED: 409,
  LOGIN_RUNNING: 409,
  SEND_BUDGET_USED_UP: 409,
  CODE_TOO_LONG: 400,
  VIEW_UNREADABLE: 500,
  NO_ANSWER_YET: 504,
  TEMPORAL_UNREACHABLE: 503,
  TEMPORAL_FAILED: 502,
  RECORDS_UNREACHABLE: 503,
  INTERNAL: 500,
};

/** RFC 9457, with a code of ours. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    /** Parts of the request that do not fit, by their names. */
    invalid: z.array(z.string()).optional(),
  })
  .register(schemaRegistry, { id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

/** The console refuses something, for a reason that its caller is told. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(texts.console.problems[code].title, options);
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function problem(code: ProblemCode, invalid?: string[]): Problem {
  const { title, detail } = texts.console.problems[code];
  const parts = invalid === undefined ? {} : { invalid };
  return { type: `urn:latchkey:problem:${code}`, title, status: problemStatus[code], detail, code, ...parts };
}
