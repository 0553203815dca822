import { describe, expect, it } from 'vitest';
import { readPhoneNumber } from '../../client/phone-number.ts';

describe('readPhoneNumber', () => {
  it.each([
    ['+4915123456789', '+4915123456789'],
    ['+49 151 23456789', '+4915123456789'],
    ['+49 (0)151 2345-6789', '+4915123456789'],
    ['+49 ( 0 ) 151 23456789', '+4915123456789'],
    ['0049 (0) 151/23456789', '+4915123456789'],
    ['(+49) 151 23456789', '+4915123456789'],
    ['tel:+49-151-23456789', '+4915123456789'],
    ['TEL:+1-201-555-0123;phone-context=example.com', '+12015550123'],
    ['+1 (201) 555-0123', '+12015550123'],
    ['+1.201.555.0123', '+12015550123'],
    ['+1‑201–555—0123', '+12015550123'],
    ['+٤٩ ١٥١ ٢٣٤٥٦٧٨٩', '+4915123456789'],
    ['+۴۹۱۵۱۲۳۴۵۶۷۸۹', '+4915123456789'],
    ['+४९१५१२३४५६७८९', '+4915123456789'],
    ['+４９１５１２３４５６７８９', '+4915123456789'],
    ['\u202a+49\u00a0151\u202f23456789\u202c', '+4915123456789'],
    ['  +49 151 23456789\n', '+4915123456789'],
    ['+1234567', '+1234567'],
    ['+123456789012345', '+123456789012345'],
    ['+888 0123 4567', '+88801234567'],
    ['+999 661 2222', '+9996612222'],
  ])('understands %j', (typed, phone) => {
    expect(readPhoneNumber(typed)).toMatchObject({ kind: 'phone', phone });
  });

  it.each([
    ['', 'is missing'],
    ['   ', 'is missing'],
    ['tel:', 'is missing'],
    ['0151 23456789', 'no country code'],
    ['15123456789', 'no country code'],
    ['+', 'no phone number has'],
    ['+123456', 'this one has 6'],
    ['+1234567890123456', 'this one has 16'],
    ['+0151234567', 'begins with 0'],
    ['000491512345678', 'begins with 0'],
    ['+49 151 CALL ME', 'no phone number has'],
    ['+49 151 2345678 +49 151 2345679', 'no phone number has'],
    ['+49151@example.org', 'no phone number has'],
  ])('refuses %j and says what to type', (typed, reason) => {
    const reading = readPhoneNumber(typed);
    const message = reading.kind === 'refused' ? reading.message : 'no refusal';
    expect(message).toContain(reason);
    expect(message).toContain('Type it with + and the country code');
  });

  it('never repeats what was typed in a refusal', () => {
    const reading = readPhoneNumber('+49 151 98765 43x');
    expect(JSON.stringify(reading)).not.toMatch(/98765/u);
  });

  it('formats a number that a country knows, without a warning', () => {
    expect(readPhoneNumber('+4915123456789')).toEqual({
      kind: 'phone',
      phone: '+4915123456789',
      shown: '+49 1512 3456789',
    });
  });

  it('warns about a number that its country does not know, and lets it pass', () => {
    expect(warningFor('+1 000 000 0000')).toMatch(/^This may not be a valid number in .+; Telegram decides\.$/u);
  });

  it('warns about a country code that nobody has, and lets it pass', () => {
    expect(warningFor('+210 1234567')).toBe('No country has this country code; Telegram decides.');
  });

  it.each(['+888 8765 4321', '+999 661 2222'])('has no opinion on %s', (typed) => {
    expect(readPhoneNumber(typed)).not.toHaveProperty('warning');
  });
});

function warningFor(typed: string): string | undefined {
  const reading = readPhoneNumber(typed);
  return reading.kind === 'phone' ? reading.warning : 'refused';
}
