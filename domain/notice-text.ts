import { oneLine } from './one-line.ts';

/** As much as fits a card in a chat beside everything else. */
const LONGEST = 300;
const HIDDEN = '•••';

/**
 * A text that Telegram wrote for the account's owner, fit for any screen: one line, short, without digits in such numbers that
 * they may be a phone number or a code. Undefined where nothing is left.
 */
export function noticeText(text: string): string | undefined {
  const line = oneLine(text)
    .replaceAll(/(?:t\.me\/login\/|tg:\/\/login\?)\S*/giu, HIDDEN)
    // 12345, 123-45, +49 151 12, (415) 555: four digits and more, however they are grouped.
    .replaceAll(/[+(]*\p{Nd}(?:[ ().\-–/]{0,2}\p{Nd}){3,}/gu, HIDDEN);
  if (line === '') return undefined;
  const letters = Array.from(line);
  return letters.length <= LONGEST ? line : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
