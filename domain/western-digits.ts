const DIGIT = /^\p{Nd}$/u;

/** Digits of all scripts (Arabic, Bengali, full-width, …) as 0–9; everything else stays as it is. */
export function westernDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** Unicode has the ten digits of a script in a row, and where rows touch each begins with its zero. */
function valueOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let first = point;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (point - first) % 10;
}
