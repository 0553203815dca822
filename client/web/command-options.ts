import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandOptions } from '../login-client.ts';
import { signedIn } from './guard/guard-requests.ts';
import { ProblemError } from './problem.ts';

export const idempotencyHeader = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\w-]{8,100}$/u)
    .optional()
    .meta({ description: 'Random, the same again for a repeated request: what was done is not done twice' }),
});

/**
 * Waits for an answer within bounds; what was submitted goes on after them. The key becomes the id of the update in
 * Temporal, where ids stand in clear: hashed, and apart for each operator and route.
 */
export async function answered<Answer>(
  request: FastifyRequest,
  answerMs: number,
  ask: (options: CommandOptions) => Promise<Answer>,
): Promise<Answer> {
  const signal = AbortSignal.timeout(answerMs);
  const key = request.headers['idempotency-key'];
  const requestId = key === undefined ? {} : { requestId: idFor(request, String(key)) };
  try {
    return await ask({ signal, ...requestId });
  } catch (error) {
    if (signal.aborted) throw new ProblemError('NO_ANSWER_YET', { cause: error });
    throw error;
  }
}

function idFor(request: FastifyRequest, key: string): string {
  const parts = [signedIn(request).userId, request.url, key];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
