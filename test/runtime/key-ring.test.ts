import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../runtime/config-error.ts';
import { formatKeyRing, generateKeyRing, parseKeyRing } from '../../runtime/key-ring.ts';
import { numberIdOf } from '../../runtime/number-id.ts';

const one = Buffer.from(Uint8Array.from({ length: 32 }, (_, index) => index)).toString('base64');
const two = Buffer.from(Uint8Array.from({ length: 32 }, (_, index) => 255 - index)).toString('base64');

function sentence(text: string | undefined): string {
  try {
    parseKeyRing(text, 'LATCHKEY_VAULT_KEYS');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('key ring', () => {
  it('reads keys and takes the first as the current one', () => {
    const ring = parseKeyRing(`2026:${one},2025:${two}`, 'X');
    expect(ring.currentId).toBe('2026');
    expect([...ring.keys.keys()]).toEqual(['2026', '2025']);
    expect(ring.keys.get('2025')?.length).toBe(32);
  });

  it('reads a file with comments, lines and base64url', () => {
    const urlSafe = Buffer.from(two, 'base64').toString('base64url');
    const ring = parseKeyRing(`# made by start, a:b\n a:${one}\r\n\nb:${urlSafe}\n`, 'X');
    expect([...ring.keys.keys()]).toEqual(['a', 'b']);
    expect(Buffer.from(ring.keys.get('b') ?? []).toString('base64')).toBe(two);
  });

  it('reads what it wrote', () => {
    const ring = generateKeyRing();
    expect(parseKeyRing(formatKeyRing(ring), 'X')).toEqual(ring);
  });

  it.each([
    ['missing', undefined, 'missing or empty'],
    ['empty', ' \n', 'missing or empty'],
    ['without id', one, 'must be ID:KEY'],
    ['with an impossible id', `a b:${one}`, 'must be ID:KEY'],
    ['too short', `a:${one.slice(0, 20)}`, 'has 15 bytes instead of 32'],
    ['too long', `a:${one.slice(0, 43)}AAAA`, 'instead of 32'],
    ['no base64', 'a:not*base64', 'not base64'],
    ['of zeros', `a:${Buffer.alloc(32).toString('base64')}`, 'placeholder'],
    ['of one repeated byte', `a:${Buffer.alloc(32, 7).toString('base64')}`, 'placeholder'],
    ['named twice', `a:${one},a:${two}`, 'entry 2: the key id "a" stands there twice'],
  ])('refuses a key that is %s', (_what, text, expected) => {
    const said = sentence(text);
    expect(said).toContain(expected);
    expect(said).toContain('LATCHKEY_VAULT_KEYS');
    expect(said).not.toContain(one.slice(0, 12));
  });
});

describe('number id', () => {
  const idKey = new Uint8Array(32).fill(5);

  it('is the same with and without the plus, and 20 characters long', () => {
    expect(numberIdOf(idKey, '+4915112345678')).toBe(numberIdOf(idKey, '4915112345678'));
    expect(numberIdOf(idKey, '+4915112345678')).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
  });

  it('stays what it was, because workflow ids are made of it', () => {
    expect(numberIdOf(idKey, '+4915112345678')).toMatchInlineSnapshot(`"dme8snxnds78t167w27w"`);
  });

  it('differs by number and by key', () => {
    const ids = [
      numberIdOf(idKey, '+4915112345678'),
      numberIdOf(idKey, '+4915112345679'),
      numberIdOf(new Uint8Array(32).fill(6), '+4915112345678'),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('is not made of anything but a number', () => {
    expect(() => numberIdOf(idKey, '+49 151')).toThrow(TypeError);
  });
});
