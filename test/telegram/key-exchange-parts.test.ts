import { generatePrimeSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { IGE } from 'telegram/crypto/IGE.js';
import { describe, expect, it } from 'vitest';
import { openRsaBlock } from '../../sandbox/crypto/rsa-block.ts';
import { createServerKey } from '../../sandbox/crypto/rsa-key.ts';
import { decryptIge, encryptIge } from '../../telegram/key-exchange/aes-ige.ts';
import { padLeft, toBigInt, toBytes } from '../../telegram/key-exchange/big-endian.ts';
import { factorise } from '../../telegram/key-exchange/factorise.ts';
import { rsaPad } from '../../telegram/key-exchange/rsa-pad.ts';
import { TlReader } from '../../telegram/key-exchange/tl-reader.ts';
import { TlWriter } from '../../telegram/key-exchange/tl-writer.ts';
import { readServerKey } from '../../telegram/server-key.ts';

const primes = fc.integer({ min: 3, max: 31 }).map((bits) => generatePrimeSync(bits, { bigint: true }));

describe('factorising', () => {
  it('finds the two primes of any product of two different ones, the smaller first', () => {
    fc.assert(
      fc.property(primes, primes, (a, b) => {
        fc.pre(a !== b);
        expect(factorise(a * b)).toEqual(a < b ? { p: a, q: b } : { p: b, q: a });
      }),
      { numRuns: 200 },
    );
  });

  it.each([0n, 1n, 2n, 7n, 8n, 9n, 30n, 2n ** 61n - 1n, (2n ** 31n - 1n) ** 2n, 2n ** 63n, 2n ** 70n + 3n])(
    'refuses %s, which is no such product',
    (number) => {
      expect(() => factorise(number)).toThrow('not the product of two primes');
    },
  );
});

describe('AES-IGE', () => {
  it('is what GramJS makes of the same data, and turns back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (seed) => {
        const key = { key: randomBytes(32), iv: randomBytes(32) };
        const plain = Buffer.concat(Array.from(seed, (byte) => Buffer.alloc(16, byte)));
        const encrypted = encryptIge(plain, key);
        expect(encrypted.equals(new IGE(key.key, key.iv).encryptIge(plain))).toBe(true);
        expect(decryptIge(encrypted, key).equals(plain)).toBe(true);
      }),
    );
  });
});

describe('RSA_PAD', () => {
  const key = createServerKey();

  it('is opened by the holder of the key, whatever the data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 144 }), (data) => {
        const block = rsaPad(Buffer.from(data), readServerKey(key.publicKeyPem));
        expect(block).toHaveLength(256);
        expect(openRsaBlock(key, block)?.data.subarray(0, data.length).equals(Buffer.from(data))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('takes no more than fits', () => {
    expect(() => rsaPad(Buffer.alloc(145), readServerKey(key.publicKeyPem))).toThrow('at most 144 bytes');
  });
});

describe('numbers and TL', () => {
  it('keep their value, and their leading zeros where a length is wanted', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 2048n - 1n }), (value) => {
        expect(toBigInt(toBytes(value))).toBe(value);
        expect(padLeft(toBytes(value), 256)).toHaveLength(256);
      }),
    );
  });

  it('reads the strings that it writes, short and long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (content) => {
        const bytes = new TlWriter().id(7).string(content).int(-1).bytes();
        expect(bytes.length % 4).toBe(0);
        const reader = new TlReader(bytes);
        expect(reader.id()).toBe(7);
        expect(reader.string().equals(Buffer.from(content))).toBe(true);
        expect(reader.int()).toBe(-1);
        expect(() => reader.int()).toThrow('ends too early');
      }),
    );
  });
});
