import { readPhoneNumber } from '../phone-number.ts';
import { UsageError } from './usage-error.ts';

/** A phone number from the command line. Throws UsageError. */
export function phoneArgument(typed: string): { phone: string; shown: string; warning?: string } {
  const reading = readPhoneNumber(typed);
  if (reading.kind === 'refused') throw new UsageError(reading.message);
  return reading;
}
