import { readPhoneNumber } from '../phone-number.ts';

/** Puts the number that was typed on the command line into a sentence that speaks of "+…": its terminal is who typed it. */
export function nameNumber(sentence: string, args: readonly string[]): string {
  const reading = args.map((arg) => readPhoneNumber(arg)).find(({ kind }) => kind === 'phone');
  return reading?.kind === 'phone' ? sentence.replaceAll('+…', reading.phone) : sentence;
}
