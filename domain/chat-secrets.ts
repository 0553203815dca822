import { westernDigits } from './western-digits.ts';

/** 5 to 7 digits that stand alone, in groups or not: "12345", "12 345", "1-2-3-4-5". With a plus it is a phone number. */
const CODE = /(?<![\p{L}\p{N}+])\d(?:[\s.,_*\-–—·/]{0,3}\d){4,6}(?![\p{L}\p{N}])/u;
const LOGIN_LINK = /t(?:elegram)?\.me\/login\/|tg:\/{0,2}login\?code=/iu;

/** Telegram's own account, whose messages bring codes. */
export const TELEGRAM_USER_ID = 777_000;

/** Whether a text may hold a login code. Rather too often: what is deleted in vain can be written again. */
export function looksLikeCode(text: string): boolean {
  if (LOGIN_LINK.test(text)) return true;
  const plain = westernDigits(text.normalize('NFKC')).replaceAll(/[\p{Cf}]/gu, '');
  // Phone numbers have more digits in one run than a code.
  return CODE.test(plain.replaceAll(/\+?\d(?:[\s.()\-/]{0,2}\d){7,}/gu, ' '));
}
