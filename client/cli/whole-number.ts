import { InvalidArgumentError } from 'commander';
import * as texts from '../texts/texts.ts';

/** A count given as an option. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/u.test(text)) throw new InvalidArgumentError(texts.cli.notWhole);
  return Number(text);
}
