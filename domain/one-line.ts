/** A text that somebody else wrote, fit for a terminal, a log and a line of an audit: without line breaks and control characters. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
