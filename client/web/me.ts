import type { z } from 'zod';
import type { ConsoleSession } from '../access/console-sessions.ts';
import type { Operators } from '../access/operators.ts';
import { ProblemError } from './problem.ts';
import type { meSchema } from './schemas/answers.ts';

/** A session as its own page may know it. */
export function me(session: ConsoleSession, operators: Operators): z.infer<typeof meSchema> {
  const { userId, csrf, scope } = session;
  const role = operators.roleOf(userId);
  if (role === undefined) throw new ProblemError('NOT_AN_OPERATOR');
  return { userId, role, csrf, scope };
}
