import { UsageError } from './usage-error.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

const LONGEST = 100;

/**
 * A label or an owner from the command line. Control characters are refused: a line break in a label would forge lines of
 * the audit, an escape would write to the terminal of whoever reads them. Throws UsageError.
 */
export function nameArgument(option: string, typed: string): string {
  const name = typed.trim();
  if (name === '') throw new UsageError(fill(texts.cli.nameEmpty, { option }));
  if (name.length > LONGEST) throw new UsageError(fill(texts.cli.nameTooLong, { option, most: LONGEST }));
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) {
    throw new UsageError(fill(texts.cli.nameInvisible, { option }));
  }
  return name;
}
