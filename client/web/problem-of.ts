import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { AccessError } from '../access/access-error.ts';
import { LoginClientError, type LoginClientErrorCode } from '../login-client-error.ts';
import { type Problem, problem, ProblemError } from './problem.ts';
import type { ProblemCode } from './problem-code.ts';

const ofLoginClient: Readonly<Record<LoginClientErrorCode, ProblemCode>> = {
  PHONE_NUMBER_IMPOSSIBLE: 'NUMBER_NOT_ENROLLED',
  NUMBER_NOT_ENROLLED: 'NUMBER_NOT_ENROLLED',
  SEND_BUDGET_USED_UP: 'SEND_BUDGET_USED_UP',
  NO_LOGIN: 'NO_LOGIN',
  LOGIN_ENDED: 'LOGIN_ENDED',
  LOGIN_RUNNING: 'LOGIN_RUNNING',
  PASSWORD_EMPTY: 'BAD_REQUEST',
  NEW_PASSWORD_UNFIT: 'BAD_REQUEST',
  CODE_TOO_LONG: 'CODE_TOO_LONG',
  VIEW_UNREADABLE: 'VIEW_UNREADABLE',
  TEMPORAL_UNREACHABLE: 'TEMPORAL_UNREACHABLE',
  TEMPORAL_REFUSED: 'TEMPORAL_FAILED',
  TEMPORAL_FAILED: 'TEMPORAL_FAILED',
};

/** What the caller is told of an error: words of our own, whatever its message says. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return problem(error.code);
  if (error instanceof AccessError) return problem('ROLE_TOO_LOW');
  if (error instanceof LoginClientError) return problem(ofLoginClient[error.code]);
  if (error instanceof Error && error.name === 'VaultError') return problem('RECORDS_UNREACHABLE');
  // Of all that is answered, only views are not of this process's own making.
  if (isResponseSerializationError(error)) return problem('VIEW_UNREADABLE');
  if (hasZodFastifySchemaValidationErrors(error)) {
    const names = error.validation.map(
      ({ instancePath }) => `${error.validationContext ?? ''}${instancePath.replace(/\/$/u, '')}`,
    );
    return problem('BAD_REQUEST', [...new Set(names)]);
  }
  return problem(ofFastify(error));
}

/** Fastify's own: a body that is no JSON, too large, or of another media type. */
function ofFastify(error: unknown): ProblemCode {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return 'BODY_TOO_LARGE';
  if (status === 415) return 'MEDIA_TYPE_UNKNOWN';
  return status >= 400 && status < 500 ? 'BAD_REQUEST' : 'INTERNAL';
}
