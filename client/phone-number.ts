import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { westernDigits } from '../domain/western-digits.ts';
import { fill } from './texts/fill.ts';
import * as texts from './texts/texts.ts';

const words = texts.client.phone;

/**
 * A typed phone number. `phone` is `+` and 7 to 15 digits; `shown` is for the terminal of whoever typed it, never for a
 * log; `warning` says that the numbering plan knows no such number, which Telegram may see differently.
 */
export type PhoneReading =
  | { kind: 'phone'; phone: string; shown: string; warning?: string }
  | { kind: 'refused'; message: string };

/** Reads a number the way a person types or pastes it. What was typed is never repeated in a message. */
export function readPhoneNumber(typed: string): PhoneReading {
  const text = plain(typed);
  if (text === '') return refused(words.missing);
  if (!/^\+?[0-9]+$/u.test(text)) return refused(words.oddCharacters);
  if (!text.startsWith('+')) return refused(words.noCountryCode);
  const digits = text.slice(1);
  if (digits.startsWith('0')) return refused(words.beginsWith0);
  if (digits.length < 7 || digits.length > 15) {
    return refused(fill(words.wrongLength, { length: digits.length }));
  }
  return { kind: 'phone', phone: text, ...opinionOn(text) };
}

function refused(what: string): PhoneReading {
  return { kind: 'refused', message: fill(words.refused, { what }) };
}

/** `+` and digits where it can be made of what was typed; else what remains, for the refusal to look at. */
function plain(typed: string): string {
  const text = westernDigits(typed.normalize('NFKC'))
    // Marks that come along when a number is copied from a chat or a right-to-left page.
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, '')
    .trim()
    .replace(/^tel:/iu, '')
    .replace(/;.*$/u, '');
  const international = /^[\s(]*(?:\+|00)/u.test(text) ? text.replace(/\(\s*0\s*\)/u, '') : text;
  return international.replaceAll(/[\s\p{Pd}.()/[\]−]/gu, '').replace(/^00/u, '+');
}

/** +888 are anonymous numbers of fragment.com, +999 test numbers: no numbering plan knows them. */
function opinionOn(phone: string): { shown: string; warning?: string } {
  if (/^\+(?:888|999)/u.test(phone)) return { shown: `${phone.slice(0, 4)} ${phone.slice(4)}` };
  const known = parsePhoneNumberFromString(phone);
  if (known === undefined) return { shown: phone, warning: words.unknownCountry };
  const shown = known.formatInternational();
  if (known.isValid()) return { shown };
  const { country } = known;
  const where =
    country === undefined ? fill(words.countryWith, { code: known.countryCallingCode }) : countryName(country);
  return { shown, warning: fill(words.maybeInvalid, { where }) };
}

function countryName(country: string): string {
  return new Intl.DisplayNames(words.language, { type: 'region' }).of(country) ?? country;
}
