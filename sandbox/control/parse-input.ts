import { z } from 'zod';
import { ControlError } from './control-error.ts';

/** `what` begins the sentence that a wrong input is refused with. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown, what: string): Output {
  const result = schema.safeParse(input, { error: inOtherWords });
  if (result.success) return result.data;
  throw new ControlError(`${what} cannot be taken. ${z.prettifyError(result.error)}`);
}

/** A mistyped key is told what the valid ones are, a record's what is wrong with it; the rest keeps zod's own words. */
function inOtherWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message;
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined;
  const wrong = issue.keys.map((key) => `"${key}"`).join(', ');
  const valid = Object.keys(issue.inst.shape).join(', ');
  return `Unrecognized key${issue.keys.length === 1 ? '' : 's'}: ${wrong}. Valid keys: ${valid}`;
}
