import { westernDigits } from './western-digits.ts';

/** 5 to 7 digits that stand alone, in groups or not: "12345", "12 345", "1-2-3-4-5". With a plus it is a phone number. */
const CODE = /(?<![\p{L}\p{N}+])\d(?:[\s.,_*\-–—·/]{0,3}\d){4,6}(?![\p{L}\p{N}])/u;
/** The same with anything between them and letters beside them: "code12345", "(12)(345)", "1→2→3→4→5". */
const HIDDEN_CODE = /(?<![\d+])\d(?:(?:[^\p{L}\p{N}+]{0,3}|\+)\d){4,6}(?!\d)/u;
/** Longer messages say something besides. */
const SHORT = 40;
/** Phone numbers have more digits in one run than a code. */
const PHONE = /\+\d(?:[^\p{L}\p{N}+]{0,3}\d){7,}|\d(?:[\s.()\-/]{0,2}\d){7,}/gu;
const LOGIN_LINK = /t(?:elegram)?\.me\/login\/|tg:\/{0,2}login\?(?:code|token)=/iu;

/** Telegram's own account, whose messages bring codes. */
export const TELEGRAM_USER_ID = 777_000;

/** Whether a text may hold a login code. Rather too often: what is deleted in vain can be written again. */
export function looksLikeCode(text: string): boolean {
  if (LOGIN_LINK.test(text)) return true;
  const plain = westernDigits(text.normalize('NFKC')).replaceAll(/[\p{Cf}\p{M}]/gu, '');
  const said = plain.replaceAll(PHONE, ' ');
  return CODE.test(said) || (plain.length <= SHORT && !plain.startsWith('/') && HIDDEN_CODE.test(said));
}
