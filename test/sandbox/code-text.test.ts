import { expect, test } from 'vitest';
import { codeText } from '../../sandbox/accounts/code-text.ts';
import { deliverySchema } from '../../sandbox/accounts/delivery.ts';

test.each([
  ['SmsWord', 'a', /^a[a-z]+$/],
  ['SmsWord', 'B', /^b[a-z]+$/],
  ['SmsWord', 'x', /^x[a-z]+$/],
  ['SmsWord', undefined, /^[a-z]+$/],
  ['SmsPhrase', 'red', /^red [a-z]+ [a-z]+$/],
  ['SmsPhrase', undefined, /^[a-z]+ [a-z]+ [a-z]+$/],
])('the code of %s that is announced by %s fits', (type, beginning, form) => {
  // More often than there are words.
  for (let i = 0; i < 30; i++) expect(codeText(deliverySchema.parse({ type, beginning }), '24680')).toMatch(form);
});

test('a code in words may begin in another case than announced', () => {
  const delivery = { type: 'SmsWord', beginning: 'Z', code: 'zebra' };
  expect(codeText(deliverySchema.parse(delivery), undefined)).toBe('zebra');
});

test.each([
  ['1555***', /^1555\d{3}$/],
  ['+1 (555) ***', /^1555\d{3}$/],
  ['*', /^99966\d{7}$/],
  [undefined, /^99966\d{7}$/],
])('the caller of a FlashCall that is announced by %s fits', (pattern, form) => {
  expect(codeText(deliverySchema.parse({ type: 'FlashCall', pattern }), '24680')).toMatch(form);
});
