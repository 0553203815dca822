import { describe, expect, it } from 'vitest';
import { publicUrl } from '../../runtime/public-url.ts';
import { Settings } from '../../runtime/settings.ts';

const read = (text: string) => publicUrl(new Settings({ LATCHKEY_PUBLIC_URL: text }));

describe('LATCHKEY_PUBLIC_URL', () => {
  it('is an address without a slash at its end', () => {
    expect(publicUrl(new Settings({}))).toBeUndefined();
    expect(read('https://console.example/')).toBe('https://console.example');
    expect(read('https://example.org/latchkey/')).toBe('https://example.org/latchkey');
    expect(read('http://localhost:8080')).toBe('http://localhost:8080');
    expect(read('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  });

  it.each([
    ['console', 'must be the address'],
    ['ftp://example.org', 'must be the address'],
    ['http://example.org', 'in clear'],
    ['http://127.example.org', 'in clear'],
    ['https://ana@example.org', 'without user'],
    ['https://example.org/?a=1', 'without user'],
  ])('cannot be "%s"', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });
});
