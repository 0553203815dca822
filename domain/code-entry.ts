import type { Delivery } from './sent-code.ts';
import type { Refusal } from './decision.ts';
import { assertNever } from './assert-never.ts';
import { westernDigits } from './western-digits.ts';

/** What a person may enter for a delivery, as data: prompts, forms and keypads are drawn from it. */
export type CodeFormat =
  | { kind: 'digits'; length: number }
  | { kind: 'text'; beginning?: string }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'suffix'; prefix: string; length: number };

export type CodeEntry = { kind: 'code'; code: string } | { kind: 'refused'; refusal: Refusal };

/** Characters; a phrase by SMS or a pasted link is far shorter. Temporal ends a workflow that is sent megabytes. */
export const MAX_TYPED = 256;

export function codeFormatOf(delivery: Delivery): CodeFormat {
  switch (delivery.type) {
    case 'App':
    case 'Sms':
    case 'Call':
    case 'FragmentSms':
    case 'FirebaseSms':
    case 'EmailCode':
      return { kind: 'digits', length: delivery.length };
    case 'SmsWord':
    case 'SmsPhrase':
      return delivery.beginning === undefined ? { kind: 'text' } : { kind: 'text', beginning: delivery.beginning };
    case 'FlashCall':
      return { kind: 'pattern', pattern: delivery.pattern };
    case 'MissedCall':
      return { kind: 'suffix', prefix: delivery.prefix, length: delivery.length };
    case 'SetUpEmailRequired':
      return { kind: 'digits', length: 0 };
    default:
      return assertNever(delivery);
  }
}

/**
 * Reads a typed code the way a person means it: spaces and hyphens, digits of other scripts and
 * `t.me/login/…` links are fine. Refuses what cannot be the code, before Telegram counts a wrong try.
 */
export function readCode(typed: string, format: CodeFormat): CodeEntry {
  if (typed.length > MAX_TYPED) return { kind: 'refused', refusal: { code: 'CODE_TOO_LONG' } };
  const text = codeFromLink(typed.trim());
  if (text === '') return { kind: 'refused', refusal: { code: 'CODE_EMPTY' } };
  switch (format.kind) {
    case 'digits':
      return readDigits(text, format.length);
    case 'text':
      return readText(text, format.beginning);
    case 'pattern':
      return readPattern(text, format.pattern);
    case 'suffix':
      return readSuffix(text, format);
    default:
      return assertNever(format);
  }
}

function codeFromLink(text: string): string {
  const link =
    /^(?:https?:\/\/)?t(?:elegram)?\.me\/login\/([^/?#\s]+)/iu.exec(text) ??
    /^tg:\/\/login\/?\?code=([^&\s]+)/iu.exec(text);
  return link?.[1] ?? text;
}

function bareDigits(text: string): string {
  return westernDigits(text).replaceAll(/[\s\p{Pd}.]/gu, '');
}

function readDigits(text: string, length: number): CodeEntry {
  const code = bareDigits(text);
  if (code === '') return { kind: 'refused', refusal: { code: 'CODE_EMPTY' } };
  if (!/^[0-9]+$/u.test(code)) return { kind: 'refused', refusal: { code: 'CODE_NOT_DIGITS' } };
  if (length > 0 && code.length !== length) {
    return { kind: 'refused', refusal: { code: 'CODE_WRONG_LENGTH', expected: length, received: code.length } };
  }
  return { kind: 'code', code };
}

/** Words go out as typed: Android compares the beginning without regard to case and lowers nothing. */
function readText(text: string, beginning: string | undefined): CodeEntry {
  if (beginning !== undefined && !text.toLowerCase().startsWith(beginning.toLowerCase())) {
    return { kind: 'refused', refusal: { code: 'CODE_WRONG_BEGINNING', beginning } };
  }
  return { kind: 'code', code: text };
}

/** telegram-sign-in.md 2: strip to digits, same length as the pattern, `*` is any digit, a lone `*` anything. */
function readPattern(text: string, pattern: string): CodeEntry {
  const code = westernDigits(text).replaceAll(/[^0-9]/gu, '');
  if (code === '') return { kind: 'refused', refusal: { code: 'CODE_NOT_DIGITS' } };
  const wanted = pattern.replaceAll(/[^0-9*]/gu, '');
  const fits =
    wanted === '*' ||
    wanted === '' ||
    (wanted.length === code.length && [...wanted].every((sign, i) => sign === '*' || sign === code[i]));
  return fits ? { kind: 'code', code } : { kind: 'refused', refusal: { code: 'CODE_WRONG_PATTERN', pattern } };
}

/** The whole number of the caller is understood as well: its last digits count. */
function readSuffix(text: string, format: { prefix: string; length: number }): CodeEntry {
  const digits = bareDigits(text).replace(/^\+/u, '');
  if (!/^[0-9]+$/u.test(digits)) return { kind: 'refused', refusal: { code: 'CODE_NOT_DIGITS' } };
  const prefix = format.prefix.replaceAll(/[^0-9]/gu, '');
  const isWholeNumber = prefix !== '' && digits.startsWith(prefix);
  return readDigits(isWholeNumber ? digits.slice(-format.length) : digits, format.length);
}
