import { describe, expect, it } from 'vitest';
import { looksLikeCode } from '../../domain/chat-secrets.ts';

describe('a text looks like a code', () => {
  it.each([
    '12345',
    'it is 12345.',
    '12 345',
    '1-2-3-4-5',
    '1.2.3.4.5',
    '123-456',
    '1234567',
    '١٢٣٤٥',
    '１２３４５',
    '1\u200b2\u200b3\u200b4\u200b5',
    'Login code: 73918. Do not give this code to anyone',
    'https://t.me/login/12345',
    'https://t.me/login/abcde',
    `${'x'.repeat(35)}12345`,
    'tg://login?code=12345',
    'tg://login?token=AQLZb0mB',
    '/code 12345',
    'code12345',
    '12345x',
    'abc12345def',
    '12:34:5',
    '1|2|3|4|5',
    '1+2+3+4+5',
    '(12)(345)',
    "1'2'3'4'5",
    '1→2→3→4→5',
    '1️⃣2️⃣3️⃣4️⃣5️⃣',
    '①②③④⑤',
    '1̲2̲3̲4̲5̲',
    '১২৩৪৫',
  ])('%s', (text) => {
    expect(looksLikeCode(text)).toBe(true);
  });

  it.each([
    '',
    'hello',
    '1234',
    'Desk 46',
    '+4915112345678',
    '+49 151 12345678',
    'call 0049 151 123456 78',
    '/show desk12345',
    '+49→151→123→45678',
    'The ticket is abc12345def, please look at it there',
    '2026',
    `${'x'.repeat(36)}12345`,
  ])('and this does not: %s', (text) => {
    expect(looksLikeCode(text)).toBe(false);
  });
});
