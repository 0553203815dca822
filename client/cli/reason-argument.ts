import { UsageError } from './usage-error.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** What the audit keeps of a reason, in characters. */
const LONGEST = 200;

/** A reason from the command line, where one was given. Throws UsageError. */
export function reasonArgument(typed: string | undefined): string | undefined {
  const reason = typed?.trim();
  if (reason === '') throw new UsageError(texts.cli.reasonEmpty);
  if (reason !== undefined && reason.length > LONGEST)
    throw new UsageError(fill(texts.cli.reasonTooLong, { most: LONGEST }));
  return reason;
}
