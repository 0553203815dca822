import { isGrpcServiceError } from '@temporalio/client';
import { ApplicationFailure, NamespaceNotFoundError, WorkflowNotFoundError } from '@temporalio/common';
import { describeError } from '../runtime/describe-error.ts';
import { LoginClientError } from './login-client-error.ts';
import { fill } from './texts/fill.ts';
import * as texts from './texts/texts.ts';

/** gRPC's status codes, https://grpc.io/docs/guides/status-codes/ */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;
/** Cancelled, unknown, deadline, exhausted, aborted, out of range, internal (a server that goes down), unavailable, data loss. */
const TRANSIENT: ReadonlySet<number> = new Set([1, 2, 4, 8, 10, 11, 13, 14, 15]);
/** Telling these again would only be refused again: a message over gRPC's limit, text that is no UTF-8. */
const TOO_LARGE = /larger than max|invalid UTF-8/iu;
/** The worker fails at the sign-in's task; it goes on by itself once that is mended. */
const TASK_FAILING = /workflow task in failed state/iu;
/** The update's workflow ended before it was answered. */
const OVERTAKEN = 'AcceptedUpdateCompletedWorkflow';

/** What an error of Temporal's client asks for: try again, look elsewhere, or give up with a sentence. */
export type TemporalTrouble =
  | { kind: 'transient' }
  /** The workflow (or the update) is not there, or has ended. */
  | { kind: 'notFound' }
  | { kind: 'final'; error: LoginClientError };

export function temporalTrouble(error: unknown): TemporalTrouble {
  if (error instanceof LoginClientError) return { kind: 'final', error };
  for (const each of chain(error)) {
    if (each instanceof NamespaceNotFoundError)
      return final('TEMPORAL_REFUSED', texts.client.temporal.namespaceUnknown, error);
    if (each instanceof WorkflowNotFoundError) return { kind: 'notFound' };
    if (each instanceof ApplicationFailure && each.type === OVERTAKEN) return { kind: 'notFound' };
    if (!isGrpcServiceError(each)) continue;
    if (each.code === NOT_FOUND) return { kind: 'notFound' };
    if (each.code === PERMISSION_DENIED || each.code === UNAUTHENTICATED) {
      return final('TEMPORAL_REFUSED', texts.client.temporal.refused, error);
    }
    if (TOO_LARGE.test(each.message)) break;
    if (TRANSIENT.has(each.code) || TASK_FAILING.test(each.message)) return { kind: 'transient' };
  }
  return final(
    'TEMPORAL_FAILED',
    fill(texts.client.temporal.failed, { error: describeError(error).replace(/[.]+$/u, '') }),
    error,
  );
}

/** The same for a call that is not repeated. */
export function temporalError(error: unknown): LoginClientError {
  const trouble = temporalTrouble(error);
  if (trouble.kind === 'final') return trouble.error;
  return new LoginClientError(
    'TEMPORAL_UNREACHABLE',
    fill(texts.client.temporal.unreachable, { error: describeError(error) }),
    { cause: error },
  );
}

function final(code: 'TEMPORAL_REFUSED' | 'TEMPORAL_FAILED', message: string, cause: unknown): TemporalTrouble {
  return { kind: 'final', error: new LoginClientError(code, message, { cause }) };
}

function chain(error: unknown): Error[] {
  const errors: Error[] = [];
  for (let each = error; each instanceof Error && errors.length < 8; each = each.cause) errors.push(each);
  return errors;
}
