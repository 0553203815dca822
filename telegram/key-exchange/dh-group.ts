import { checkPrime, createDiffieHellman, type DiffieHellman } from 'node:crypto';
import { padLeft, toBigInt, toBytes } from './big-endian.ts';
import { KeyExchangeError } from './key-exchange-error.ts';

/** The prime that Telegram has used for years. Source: https://core.telegram.org/mtproto/auth_key; TDLib, DhHandshake.cpp. */
const TELEGRAM_PRIME =
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37' +
  '20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4' +
  'a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4' +
  'e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b';
const TELEGRAM_GENERATOR = 3;
/** As many as the specification asks for at most; a composite passes with a chance of 4^-64. */
const MILLER_RABIN_ROUNDS = 64;
/** Groups beside Telegram's that stay ready. A data centre has one; a hostile one must not fill the memory. */
const OTHERS_KEPT = 4;
/** Takes the place of a secret exponent that has done its work. */
const NO_SECRET = Buffer.from([1]);

/** A Diffie–Hellman group that was found safe. Powers take about 1 ms each, through OpenSSL. */
export type DhGroup = {
  /** g^exponent, 256 bytes. */
  power(exponent: Buffer): Buffer;
  /** base^exponent, 256 bytes. */
  powerOf(base: Buffer, exponent: Buffer): Buffer;
  /** @throws {KeyExchangeError} PUBLIC_VALUE_OUT_OF_RANGE, unless 2^1984 ≤ value ≤ p − 2^1984 */
  checkPublicValue(value: Buffer, whose: string): void;
};

/** Apart from the others, which cannot push it out. */
let telegramGroup: DhGroup | undefined;
const others = new Map<string, DhGroup>();

/**
 * @throws {KeyExchangeError} PRIME_NOT_SAFE, unless p is a safe prime of 2048 bits; GENERATOR_NOT_FIT, unless g generates its
 *   subgroup of order (p − 1)/2. Source: https://core.telegram.org/mtproto/auth_key. A prime other than Telegram's own takes
 *   a few hundred milliseconds to prove, off the main thread.
 */
export async function dhGroup(prime: Buffer, generator: number): Promise<DhGroup> {
  const isTelegrams = prime.toString('hex') === TELEGRAM_PRIME;
  if (isTelegrams && generator === TELEGRAM_GENERATOR) return prepareTelegramGroup();
  const name = `${generator}/${prime.toString('hex')}`;
  const ready = others.get(name);
  if (ready !== undefined) return ready;
  const p = toBigInt(prime);
  if (p >> 2047n !== 1n) throw new KeyExchangeError('PRIME_NOT_SAFE', 'its prime has not 2048 bits');
  if (!generates(p, generator)) {
    throw new KeyExchangeError('GENERATOR_NOT_FIT', `its generator ${generator} does not fit its prime`);
  }
  if (!isTelegrams && !(await isSafe(p))) {
    throw new KeyExchangeError('PRIME_NOT_SAFE', 'its prime is not a safe one');
  }
  return keep(name, groupOf(p, generator));
}

/** Makes Telegram's own group ready: OpenSSL looks at a prime for some 200 ms, which no sign-in should wait for. */
export function prepareTelegramGroup(): DhGroup {
  telegramGroup ??= groupOf(BigInt(`0x${TELEGRAM_PRIME}`), TELEGRAM_GENERATOR);
  return telegramGroup;
}

function keep(name: string, group: DhGroup): DhGroup {
  others.set(name, group);
  for (const oldest of others.keys()) {
    if (others.size <= OTHERS_KEPT) break;
    others.delete(oldest);
  }
  return group;
}

function groupOf(p: bigint, generator: number): DhGroup {
  const dh: DiffieHellman = createDiffieHellman(toBytes(p), generator);
  const margin = 1n << 1984n;
  // The object lives as long as the process; the exponent of an exchange must not.
  const withExponent = (exponent: Buffer, compute: () => Buffer): Buffer => {
    try {
      dh.setPrivateKey(exponent);
      return padLeft(compute(), 256);
    } finally {
      dh.setPrivateKey(NO_SECRET);
    }
  };
  return {
    power: (exponent) => withExponent(exponent, () => dh.generateKeys()),
    powerOf: (base, exponent) => withExponent(exponent, () => dh.computeSecret(base)),
    checkPublicValue: (value, whose) => {
      const number = toBigInt(value);
      if (number >= margin && number <= p - margin) return;
      throw new KeyExchangeError('PUBLIC_VALUE_OUT_OF_RANGE', `${whose} is out of its range`);
    },
  };
}

async function isSafe(p: bigint): Promise<boolean> {
  return (await isPrime(p)) && (await isPrime((p - 1n) / 2n));
}

function isPrime(candidate: bigint): Promise<boolean> {
  return new Promise((resolve, reject) => {
    checkPrime(candidate, { checks: MILLER_RABIN_ROUNDS }, (error, result) =>
      error ? reject(error) : resolve(result),
    );
  });
}

/** g is a square modulo p, by quadratic reciprocity. */
function generates(p: bigint, g: number): boolean {
  switch (g) {
    case 2:
      return p % 8n === 7n;
    case 3:
      return p % 3n === 2n;
    case 4:
      return true;
    case 5:
      return p % 5n === 1n || p % 5n === 4n;
    case 6:
      return p % 24n === 19n || p % 24n === 23n;
    case 7:
      return [3n, 5n, 6n].includes(p % 7n);
    default:
      return false;
  }
}
