import { createHash, generatePrimeSync, getDiffieHellman, pbkdf2Sync, randomBytes, webcrypto } from 'node:crypto';
import helpers from 'telegram/Helpers.js';
import { Api } from 'telegram';
import passwords from 'telegram/Password.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { telegramPrimeBase64 } from '../../client/srp/check-group.ts';
import { computeProof } from '../../client/srp/compute-proof.ts';
import type { PasswordChallenge } from '../../domain/login-event.ts';

const P = toBig(Buffer.from(telegramPrimeBase64, 'base64'));

/** The server's side of SRP, written from the specification with Node's own functions. */
class Server {
  readonly salt1 = randomBytes(40);
  readonly salt2 = randomBytes(16);
  readonly #b = toBig(randomBytes(256));
  readonly #g: bigint;
  readonly #verifier: bigint;
  readonly publicB: bigint;

  constructor(password: string, g = 3) {
    this.#g = BigInt(g);
    const inner = sha256(this.salt2, sha256(this.salt1, Buffer.from(password, 'utf8'), this.salt1), this.salt2);
    const stretched = pbkdf2Sync(inner, this.salt1, 100_000, 64, 'sha512');
    this.#verifier = power(this.#g, toBig(sha256(this.salt2, stretched, this.salt2)), P);
    const k = toBig(sha256(padded(P), padded(this.#g)));
    this.publicB = (k * this.#verifier + power(this.#g, this.#b, P)) % P;
  }

  challenge(): PasswordChallenge {
    return {
      srpId: '-123456789012345678',
      srpB: padded(this.publicB).toString('base64'),
      salt1: this.salt1.toString('base64'),
      salt2: this.salt2.toString('base64'),
      g: Number(this.#g),
      p: telegramPrimeBase64,
    };
  }

  accepts(proof: { a: string; m1: string }): boolean {
    const aBytes = Buffer.from(proof.a, 'base64');
    const bBytes = padded(this.publicB);
    const u = toBig(sha256(aBytes, bBytes));
    const s = power((toBig(aBytes) * power(this.#verifier, u, P)) % P, this.#b, P);
    const groupHash = Buffer.from(sha256(padded(P)).map((byte, i) => byte ^ (sha256(padded(this.#g))[i] ?? 0)));
    const expected = sha256(groupHash, sha256(this.salt1), sha256(this.salt2), aBytes, bBytes, sha256(padded(s)));
    return aBytes.length === 256 && expected.equals(Buffer.from(proof.m1, 'base64'));
  }
}

describe('computeProof', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(['correct horse', ' spaces at both ends ', 'пароль 密码 🔑', 'e\u0301', ''])(
    'convinces a server of %j',
    async (password) => {
      const server = new Server(password);
      const proof = await computeProof(password, server.challenge());
      expect(server.accepts(proof)).toBe(true);
      expect(proof.srpId).toBe('-123456789012345678');
    },
  );

  it('does not convince a server of another password', async () => {
    const server = new Server('right');
    expect(server.accepts(await computeProof('right ', server.challenge()))).toBe(false);
  });

  it.each([3, 4, 7])('works with generator %i', async (g) => {
    const server = new Server('pass', g);
    expect(server.accepts(await computeProof('pass', server.challenge()))).toBe(true);
  });

  it('gives the proof that GramJS gives for the same random number', async () => {
    for (let round = 0; round < 4; round++) {
      const server = new Server('hunter2');
      const fixed = randomBytes(256);
      const expected = await gramjsProof('hunter2', server, fixed);
      await expect(computeProof('hunter2', server.challenge(), () => fixed)).resolves.toMatchObject(expected);
    }
  });

  it('pads public numbers that begin with zero bytes', async () => {
    const server = new Server('pass');
    // 3^1270 is a little shorter than p.
    const exponent = padded(1270n);
    let proof = await computeProof('pass', server.challenge(), () => exponent);
    expect(Buffer.from(proof.a, 'base64')[0]).toBe(0);
    expect(server.accepts(proof)).toBe(true);
    proof = await computeProof('pass', { ...server.challenge(), srpB: withoutLeadingZeros(server) });
    expect(server.accepts(proof)).toBe(true);
  });

  it('draws again when the random number gives an unusable one', async () => {
    const server = new Server('pass');
    const draws = [Buffer.alloc(256), randomBytes(256)];
    const proof = await computeProof('pass', server.challenge(), () => draws.shift() ?? randomBytes(256));
    expect(draws).toEqual([]);
    expect(server.accepts(proof)).toBe(true);
  });

  const safe = new Server('x').challenge();
  const base64 = (value: bigint) => padded(value).toString('base64');
  it.each<[string, Partial<PasswordChallenge>, string]>([
    ['a short prime', { p: base64(P >> 1n) }, 'CHALLENGE_UNSAFE'],
    ['an even modulus', { p: base64(P - 1n) }, 'CHALLENGE_UNSAFE'],
    ['a composite modulus', { p: base64(P + 24n) }, 'CHALLENGE_UNSAFE'],
    ['generator 2, which does not fit', { g: 2 }, 'CHALLENGE_UNSAFE'],
    ['generator 5, which does not fit', { g: 5 }, 'CHALLENGE_UNSAFE'],
    ['generator 6, which does not fit', { g: 6 }, 'CHALLENGE_UNSAFE'],
    ['generator 1', { g: 1 }, 'CHALLENGE_UNSAFE'],
    ['generator 8', { g: 8 }, 'CHALLENGE_UNSAFE'],
    ['srp_B of zero', { srpB: base64(0n) }, 'CHALLENGE_MALFORMED'],
    ['srp_B equal to p', { srpB: base64(P) }, 'CHALLENGE_MALFORMED'],
    ['a short srp_B', { srpB: randomBytes(247).toString('base64') }, 'CHALLENGE_MALFORMED'],
    ['a long srp_B', { srpB: randomBytes(257).toString('base64') }, 'CHALLENGE_MALFORMED'],
    ['an empty srp_B', { srpB: '' }, 'CHALLENGE_MALFORMED'],
    ['srp_B that is not base64', { srpB: '$$$' }, 'CHALLENGE_MALFORMED'],
    ['an srp_id that is no number', { srpId: 'abc' }, 'CHALLENGE_MALFORMED'],
  ])('refuses %s before it hashes the password', async (_what, changed, code) => {
    const hash = vi.spyOn(webcrypto.subtle, 'importKey');
    await expect(computeProof('secret-password', { ...safe, ...changed })).rejects.toMatchObject({
      name: 'SrpError',
      code,
    });
    expect(hash).not.toHaveBeenCalled();
  });

  it('accepts another safe prime after proving it', async () => {
    // RFC 3526, group 14, whose prime is 23 mod 24: 2 and 6 generate its subgroup.
    const p = rfc3526();
    expect(p % 24n).toBe(23n);
    const challenge = { ...safe, p: base64(p), g: 2, srpB: base64(power(2n, 1234567n ** 100n, p)) };
    await expect(computeProof('pass', challenge)).resolves.toMatchObject({ srpId: challenge.srpId });
  }, 30_000);

  it('refuses a prime that is not a safe one, though it has no small factors', async () => {
    const challenge = { ...safe, p: base64(primeWithUnsafeHalf()), g: 4 };
    await expect(computeProof('pass', challenge)).rejects.toMatchObject({ code: 'CHALLENGE_UNSAFE' });
  }, 60_000);
});

async function gramjsProof(password: string, server: Server, random: Buffer): Promise<{ a: string; m1: string }> {
  const spy = vi.spyOn(helpers, 'generateRandomBytes').mockReturnValue(random);
  const { salt1, salt2, publicB } = server;
  const currentAlgo = new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
    salt1,
    salt2,
    g: 3,
    p: Buffer.from(telegramPrimeBase64, 'base64'),
  });
  const request = new Api.account.Password({
    hasPassword: true,
    currentAlgo,
    srp_B: padded(publicB),
    srpId: helpers.returnBigInt(1),
    newAlgo: currentAlgo,
    newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
    secureRandom: Buffer.alloc(0),
  });
  const check = await passwords.computeCheck(request, password);
  expect(spy).toHaveBeenCalled();
  spy.mockRestore();
  if (!(check instanceof Api.InputCheckPasswordSRP)) throw new Error('GramJS sent no proof');
  return { a: check.A.toString('base64'), m1: check.M1.toString('base64') };
}

function withoutLeadingZeros(server: Server): string {
  const hex = server.publicB.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64');
}

/** (p − 1) / 2 passes a trial division and is composite all the same. */
function primeWithUnsafeHalf(): bigint {
  for (;;) {
    const p = generatePrimeSync(2048, { bigint: true, add: 24n, rem: 23n });
    const half = (p - 1n) / 2n;
    const hasSmallFactor = Array.from({ length: 98 }, (_, i) => BigInt(i + 2)).some((n) => half % n === 0n);
    if (!hasSmallFactor && power(2n, half - 1n, half) !== 1n) return p;
  }
}

function rfc3526(): bigint {
  return toBig(getDiffieHellman('modp14').getPrime());
}

function sha256(...parts: Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function toBig(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex') || '0'}`);
}

function padded(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(512, '0'), 'hex');
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base % modulus, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % modulus) {
    if (rest & 1n) result = (result * square) % modulus;
  }
  return result;
}
