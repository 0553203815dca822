const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];

/** Arabic, Persian, Devanagari and full-width digits as 0–9; everything else stays as it is. */
export function westernDigits(text: string): string {
  return [...text].map(toWestern).join('');
}

function toWestern(sign: string): string {
  const point = sign.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => point >= first && point <= first + 9);
  return zero === undefined ? sign : String(point - zero);
}
