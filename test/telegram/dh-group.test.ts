import { DiffieHellman, getDiffieHellman } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dhGenerator, dhPrime } from '../../sandbox/crypto/mod-exp.ts';
import { type DhGroup, dhGroup } from '../../telegram/key-exchange/dh-group.ts';

const modp14 = getDiffieHellman('modp14').getPrime();
afterEach(() => vi.restoreAllMocks());

describe('a Diffie–Hellman group', () => {
  it("is taken when it is safe, though it is not Telegram's", async () => {
    const group = await dhGroup(modp14, 2);
    const power = group.power(Buffer.alloc(256, 5));
    expect(group.powerOf(power, Buffer.alloc(256, 7))).toEqual(
      group.powerOf(group.power(Buffer.alloc(256, 7)), Buffer.alloc(256, 5)),
    );
  });

  it.each([0, 1, 8])('is refused with %i, which does not generate it', async (generator) => {
    await expect(dhGroup(modp14, generator)).rejects.toMatchObject({ fault: 'GENERATOR_NOT_FIT' });
  });

  it('holds no exponent once it has raised to it', async () => {
    const setPrivateKey = vi.spyOn(DiffieHellman.prototype, 'setPrivateKey');
    const group = await dhGroup(dhPrime, dhGenerator);
    const secret = Buffer.alloc(256, 5);
    const heldAfter = (compute: () => unknown): Buffer | undefined => {
      compute();
      const dh: unknown = setPrivateKey.mock.contexts.at(-1);
      return dh instanceof DiffieHellman ? dh.getPrivateKey() : undefined;
    };
    expect(heldAfter(() => group.power(secret))).toEqual(Buffer.from([1]));
    expect(heldAfter(() => group.powerOf(Buffer.alloc(256, 3), secret))).toEqual(Buffer.from([1]));
    expect(heldAfter(() => expect(() => group.powerOf(Buffer.alloc(1), secret)).toThrow())).toEqual(Buffer.from([1]));
  });

  it("of Telegram's stays ready, however many others come, and of those a few stay", async () => {
    const telegrams = await dhGroup(dhPrime, dhGenerator);
    const made = new Map<string, DhGroup>();
    for (const [name, prime] of Object.entries({ modp14, dhPrime })) {
      for (const generator of [2, 4, 5, 6, 7]) {
        const group = await dhGroup(prime, generator).catch(() => undefined);
        if (group !== undefined) made.set(`${name} ${generator}`, group);
      }
    }
    expect(made.size).toBeGreaterThan(4);
    expect(await dhGroup(dhPrime, dhGenerator)).toBe(telegrams);
    expect(await dhGroup(modp14, 2)).not.toBe(made.get('modp14 2'));
  });
});
