import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateKeyRing } from '../../runtime/key-ring.ts';
import { type KeyRing, keyIdOf, seal, unseal } from '../../runtime/sealing.ts';
import { SealingError } from '../../runtime/sealing-error.ts';

const ring = generateKeyRing();
const secret = new TextEncoder().encode('a session of 256 bytes');

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SealingError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('sealing', () => {
  it('opens what it sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.string(), (plaintext, boundTo) => {
        expect(new Uint8Array(unseal(ring, seal(ring, plaintext, boundTo), boundTo))).toEqual(plaintext);
      }),
    );
  });

  it('never makes the same bytes twice and shows none of the content', () => {
    const [first, second] = [seal(ring, secret, 'row'), seal(ring, secret, 'row')];
    expect(Buffer.from(first).equals(second)).toBe(false);
    expect(Buffer.from(first).includes(Buffer.from(secret))).toBe(false);
    expect(first.length).toBe(2 + ring.currentId.length + 12 + secret.length + 16);
  });

  it('refuses data with any single byte changed', () => {
    const sealed = seal(ring, secret, 'row');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
      expect(['TAMPERED', 'KEY_UNKNOWN', 'MALFORMED']).toContain(codeOf(() => unseal(ring, changed, 'row')));
    }
  });

  it('refuses data that was cut off, at any length', () => {
    const sealed = seal(ring, secret, 'row');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(['TAMPERED', 'MALFORMED']).toContain(codeOf(() => unseal(ring, sealed.subarray(0, length), 'row')));
    }
  });

  it('refuses data that was moved to another place', () => {
    const sealed = seal(ring, secret, 'sessions/1');
    expect(codeOf(() => unseal(ring, sealed, 'sessions/2'))).toBe('TAMPERED');
  });

  it('refuses data under a key id that is not in the ring', () => {
    const sealed = seal(ring, secret, 'row');
    expect(codeOf(() => unseal(generateKeyRing(), sealed, 'row'))).toBe('KEY_UNKNOWN');
  });

  it('refuses data when another key has taken the id', () => {
    const sealed = seal(ring, secret, 'row');
    const impostor: KeyRing = {
      currentId: ring.currentId,
      keys: new Map([[ring.currentId, new Uint8Array(32).fill(9)]]),
    };
    expect(codeOf(() => unseal(impostor, sealed, 'row'))).toBe('TAMPERED');
  });

  it('opens old data after a rotation and seals under the new key', () => {
    const old = seal(ring, secret, 'row');
    const next = generateKeyRing();
    const rotated: KeyRing = { currentId: next.currentId, keys: new Map([...next.keys, ...ring.keys]) };
    expect(new Uint8Array(unseal(rotated, old, 'row'))).toEqual(secret);
    expect(keyIdOf(seal(rotated, secret, 'row'))).toBe(next.currentId);
    expect(codeOf(() => unseal(next, old, 'row'))).toBe('KEY_UNKNOWN');
  });

  it('seals nothing under a key that is absent or too short', () => {
    expect(codeOf(() => seal({ currentId: 'gone', keys: ring.keys }, secret, 'row'))).toBe('RING_UNUSABLE');
    const short: KeyRing = { currentId: 'k', keys: new Map([['k', new Uint8Array(16).fill(3)]]) };
    expect(codeOf(() => seal(short, secret, 'row'))).toBe('RING_UNUSABLE');
  });

  it('says nothing of the data in its errors', () => {
    const sealed = seal(ring, secret, 'place-7');
    expect.assertions(2);
    try {
      unseal(ring, sealed, 'place-8');
    } catch (error) {
      expect(String(error)).not.toContain('session of');
      expect(String(error)).not.toContain(Buffer.from(sealed).toString('hex').slice(30, 50));
    }
  });
});
