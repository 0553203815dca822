import type { EnrolledNumber, Records } from '../../vault/records/records.ts';
import { readPhoneNumber } from '../phone-number.ts';
import * as texts from '../texts/texts.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';

/**
 * The enrolled numbers that were meant: one by its whole number or its label, several by a part of the label or by the last
 * four digits; all for an empty text.
 *
 * @throws {ChatRefusalError} when none fits
 */
export async function findNumbers(
  records: Pick<Records, 'numbers' | 'numberByPhone'>,
  typed: string,
): Promise<EnrolledNumber[]> {
  const text = typed.trim();
  const reading = readPhoneNumber(text);
  if (reading.kind === 'phone') {
    const number = await records.numberByPhone(reading.phone);
    if (number === undefined) throw new ChatRefusalError(texts.bot.notEnrolled);
    return [number];
  }
  const numbers = (await records.numbers()).toSorted((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }));
  if (numbers.length === 0) throw new ChatRefusalError(texts.bot.noNumbers);
  const wanted = folded(text);
  const exact = numbers.filter(({ label }) => folded(label) === wanted);
  if (exact.length > 0) return exact;
  const tail = /(?:••|…)?(\d{2,4})\)?$/u.exec(wanted)?.[1];
  const fitting = numbers.filter(
    ({ label, phone }) =>
      folded(label).includes(wanted) || (tail !== undefined && isTail(wanted) && phone.endsWith(tail)),
  );
  if (fitting.length === 0) throw new ChatRefusalError(texts.bot.noNumberFits);
  return fitting;
}

function isTail(text: string): boolean {
  return /^\(?(?:••|…)?\d{2,4}\)?$/u.test(text);
}

function folded(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase('en').replaceAll(/\s+/gu, ' ').trim();
}
