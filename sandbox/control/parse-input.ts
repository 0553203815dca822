import { z } from 'zod';
import { ControlError } from './control-error.ts';

/** `what` begins the sentence that a wrong input is refused with. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown, what: string): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ControlError(`${what} is wrong. ${z.prettifyError(result.error)}`);
}
