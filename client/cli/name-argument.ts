import { UsageError } from './usage-error.ts';

const LONGEST = 100;

/**
 * A label or an owner from the command line. Control characters are refused: a line break in a label would forge lines of
 * the audit, an escape would write to the terminal of whoever reads them. Throws UsageError.
 */
export function nameArgument(option: string, typed: string): string {
  const name = typed.trim();
  if (name === '') throw new UsageError(`${option} is empty. Give a name that people will recognise.`);
  if (name.length > LONGEST)
    throw new UsageError(`${option} is longer than ${LONGEST} characters. Give a shorter name.`);
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) {
    throw new UsageError(`${option} has characters that cannot be seen, such as a line break. Leave them out.`);
  }
  return name;
}
