import { describe, expect, it } from 'vitest';
import { subjectOf, withoutNumbers } from '../../../client/bot/subject.ts';

/** Spellings of +4915112370003. */
const spellings = [
  '+4915112370003',
  '+49 (151) 1237-0003',
  'B +49 151 - 1237 - 0003',
  '+49\u00a0151\u202f1237\u00a00003',
  '0049·151·1237·0003',
  '+49_151_1237_0003',
  '4+9+1+5+1+1+2+3+7+0+0+0+3',
  '+49 151/1237/0003',
  '+49 – 151 – 1237 – 0003',
  '+٤٩ ١٥١ ١٢٣٧ ٠٠٠٣',
  '＋４９１５１１２３７０００３',
  '+৪৯ ১৫১ ১২৩৭ ০০০৩',
  '4\u200b9\u200b1\u200b5\u200b1\u200b1\u200b2\u200b3\u200b7\u200b0\u200b0\u200b0\u200b3',
  '4️⃣9️⃣1️⃣5️⃣1️⃣1️⃣2️⃣3️⃣7️⃣0️⃣0️⃣0️⃣3️⃣',
];

describe('what people wrote', () => {
  it.each(spellings)('keeps the last digits alone of a phone number: %s', (spelling) => {
    expect(withoutNumbers(spelling).replace(/^B /u, '')).toBe('••0003');
    expect(withoutNumbers(`Desk C: ${spelling}, third floor`)).toMatch(/^Desk C: (B )?••0003, third floor$/u);
  });

  it('keeps the last digits alone of the end of the number that it is about', () => {
    expect(subjectOf({ label: 'Desk 370003', phoneTail: '0003' })).toBe('Desk ••0003 (••0003)');
    expect(subjectOf({ label: 'Desk 0003', phoneTail: '0003' })).toBe('Desk 0003 (••0003)');
  });

  it('keeps the number of a desk beside it', () => {
    expect(withoutNumbers('Desk 3 +49 151 1237 0003')).toBe('Desk 3 ••0003');
  });

  it.each(['Support 3', 'Desk 12, room 345', 'Ünïcode ﬁle ① ½', '2026', 'a1b2c3d4e5f6g7h8'])(
    'is left as it is otherwise: %s',
    (text) => {
      expect(withoutNumbers(text)).toBe(text);
    },
  );
});
