import { describe, expect, it } from 'vitest';
import { type CodeFormat, codeFormatOf, readCode } from '../../domain/code-entry.ts';
import type { Delivery } from '../../domain/sent-code.ts';

const DIGITS: CodeFormat = { kind: 'digits', length: 5 };

function read(typed: string, format: CodeFormat = DIGITS): unknown {
  const entry = readCode(typed, format);
  switch (entry.kind) {
    case 'code':
      return entry.code;
    case 'refused':
      return entry.refusal;
    default:
      return entry;
  }
}

describe('readCode', () => {
  it.each([
    ['12345', '12345'],
    [' 12 345 ', '12345'],
    ['12-345', '12345'],
    ['1–2—3.4 5', '12345'],
    ['١٢٣٤٥', '12345'],
    ['۱۲۳۴۵', '12345'],
    ['१२३४५', '12345'],
    ['１２３４５', '12345'],
    ['https://t.me/login/12345', '12345'],
    ['t.me/login/12345?x=1', '12345'],
    ['http://telegram.me/login/12345#a', '12345'],
    ['tg://login?code=12345&x=1', '12345'],
    ['tg://login/?code=12345', '12345'],
  ])('understands %s as digits', (typed, code) => {
    expect(read(typed)).toBe(code);
  });

  it.each([
    ['', { code: 'CODE_EMPTY' }],
    ['   ', { code: 'CODE_EMPTY' }],
    ['- -', { code: 'CODE_EMPTY' }],
    ['1234', { code: 'CODE_WRONG_LENGTH', expected: 5, received: 4 }],
    ['123456', { code: 'CODE_WRONG_LENGTH', expected: 5, received: 6 }],
    ['12a45', { code: 'CODE_NOT_DIGITS' }],
    ['1'.repeat(257), { code: 'CODE_TOO_LONG' }],
    ['x12345', { code: 'CODE_NOT_DIGITS' }],
    ['12345x', { code: 'CODE_NOT_DIGITS' }],
    ['see https://t.me/login/12345', { code: 'CODE_NOT_DIGITS' }],
    ['see tg://login?code=12345', { code: 'CODE_NOT_DIGITS' }],
    ['1'.repeat(256), { code: 'CODE_WRONG_LENGTH', expected: 5, received: 256 }],
  ])('refuses %j', (typed, refusal) => {
    expect(read(typed)).toEqual(refusal);
  });

  it('takes any number of digits where Telegram did not say how many', () => {
    expect(read('123', { kind: 'digits', length: 0 })).toBe('123');
  });

  it('keeps a word as it was typed, and compares its beginning without regard to case', () => {
    expect(read(' Sunflower ', { kind: 'text', beginning: 's' })).toBe('Sunflower');
    expect(read('moon', { kind: 'text', beginning: 's' })).toEqual({ code: 'CODE_WRONG_BEGINNING', beginning: 's' });
    expect(read('any words at all', { kind: 'text' })).toBe('any words at all');
    expect(read('', { kind: 'text' })).toEqual({ code: 'CODE_EMPTY' });
  });

  it("compares a caller's number with its pattern", () => {
    const format: CodeFormat = { kind: 'pattern', pattern: '+49 30 ***' };
    expect(read('+49 (30) 123', format)).toBe('4930123');
    expect(read('4931123', format)).toEqual({ code: 'CODE_WRONG_PATTERN', pattern: '+49 30 ***' });
    expect(read('49301234', format)).toMatchObject({ code: 'CODE_WRONG_PATTERN' });
    expect(read('nobody', format)).toEqual({ code: 'CODE_NOT_DIGITS' });
    expect(read('123', { kind: 'pattern', pattern: '*' })).toBe('123');
    expect(read('123', { kind: 'pattern', pattern: '' })).toBe('123');
  });

  it('takes the last digits of a missed call, or the whole number', () => {
    const format: CodeFormat = { kind: 'suffix', prefix: '+4930', length: 4 };
    expect(read('1234', format)).toBe('1234');
    expect(read('+49301234', format)).toBe('1234');
    expect(read('49 30 1234', format)).toBe('1234');
    expect(read('+493051234', format)).toBe('1234');
    expect(read('12345', format)).toMatchObject({ code: 'CODE_WRONG_LENGTH', expected: 4 });
    for (const typed of ['12+34', '4930ab1234', 'x49301234'])
      expect(read(typed, format)).toEqual({ code: 'CODE_NOT_DIGITS' });
    expect(read('abcd', format)).toEqual({ code: 'CODE_NOT_DIGITS' });
    expect(read('51234', { kind: 'suffix', prefix: '', length: 4 })).toMatchObject({ code: 'CODE_WRONG_LENGTH' });
  });
});

describe('codeFormatOf', () => {
  it.each<[Delivery, CodeFormat]>([
    [
      { type: 'App', length: 5 },
      { kind: 'digits', length: 5 },
    ],
    [
      { type: 'Sms', length: 6 },
      { kind: 'digits', length: 6 },
    ],
    [
      { type: 'Call', length: 5 },
      { kind: 'digits', length: 5 },
    ],
    [
      { type: 'FragmentSms', url: 'https://fragment.com', length: 5 },
      { kind: 'digits', length: 5 },
    ],
    [
      { type: 'FirebaseSms', length: 5 },
      { kind: 'digits', length: 5 },
    ],
    [
      { type: 'EmailCode', emailPattern: 'a*@b.c', length: 6 },
      { kind: 'digits', length: 6 },
    ],
    [
      { type: 'SmsWord', beginning: 's' },
      { kind: 'text', beginning: 's' },
    ],
    [{ type: 'SmsPhrase' }, { kind: 'text' }],
    [
      { type: 'FlashCall', pattern: '+49*' },
      { kind: 'pattern', pattern: '+49*' },
    ],
    [
      { type: 'MissedCall', prefix: '+49', length: 4 },
      { kind: 'suffix', prefix: '+49', length: 4 },
    ],
    [{ type: 'SetUpEmailRequired' }, { kind: 'digits', length: 0 }],
  ])('gives the form of %j', (delivery, format) => {
    expect(codeFormatOf(delivery)).toStrictEqual(format);
  });
});
