import { padded, toBase64, toNumber } from './bytes.ts';
import { modPow } from './mod-pow.ts';
import { SrpError } from './srp-error.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** The prime that Telegram has used since 2013; proven safe once, so that it need not be proven at each sign-in. */
const TELEGRAM_PRIME = BigInt(
  '0xc71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b',
);
const PRIME_BITS = 2048n;
/** Each round lets a composite pass with a chance of at most 1/4. */
const ROUNDS = 24;
const SMALL_PRIMES = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97].map(
  BigInt,
);

/**
 * `p` must be a safe prime of 2048 bits and `g` generate its subgroup of order (p−1)/2, by the rules of
 * https://core.telegram.org/api/srp. A prime other than Telegram's own takes a few seconds to prove.
 *
 * @throws {SrpError} CHALLENGE_UNSAFE
 */
export function checkGroup(p: bigint, g: number): void {
  if (p >> (PRIME_BITS - 1n) !== 1n) throw unsafe(texts.srp.shortPrime);
  if (!isGenerator(p, g)) throw unsafe(texts.srp.wrongGenerator);
  if (p !== TELEGRAM_PRIME && !isSafePrime(p)) throw unsafe(texts.srp.unsafePrime);
}

function unsafe(why: string): SrpError {
  return new SrpError('CHALLENGE_UNSAFE', fill(texts.srp.unsafe, { why }));
}

/** Quadratic residues by reciprocity: p mod 8, 3, 5, 24 or 7 decides; 4 always is one. */
function isGenerator(p: bigint, g: number): boolean {
  switch (g) {
    case 2:
      return p % 8n === 7n;
    case 3:
      return p % 3n === 2n;
    case 4:
      return true;
    case 5:
      return [1n, 4n].includes(p % 5n);
    case 6:
      return [19n, 23n].includes(p % 24n);
    case 7:
      return [3n, 5n, 6n].includes(p % 7n);
    default:
      return false;
  }
}

function isSafePrime(p: bigint): boolean {
  const q = (p - 1n) / 2n;
  const isPlainlyComposite = [p, q].some((n) => n % 2n === 0n || SMALL_PRIMES.some((prime) => n % prime === 0n));
  return !isPlainlyComposite && isProbablePrime(q) && isProbablePrime(p);
}

/** Miller–Rabin with random bases: fixed ones can be prepared for. */
function isProbablePrime(n: bigint): boolean {
  let odd = n - 1n;
  let halvings = 0;
  for (; odd % 2n === 0n; odd /= 2n) halvings += 1;
  for (let round = 0; round < ROUNDS; round++) {
    const base = (toNumber(crypto.getRandomValues(new Uint8Array(256))) % (n - 3n)) + 2n;
    if (provesComposite(base, n, odd, halvings)) return false;
  }
  return true;
}

function provesComposite(base: bigint, n: bigint, odd: bigint, halvings: number): boolean {
  let power = modPow(base, odd, n);
  if (power === 1n || power === n - 1n) return false;
  for (let i = 1; i < halvings; i++) {
    power = (power * power) % n;
    if (power === n - 1n) return false;
  }
  return true;
}

/** Telegram's prime as a challenge carries it, base64. */
export const telegramPrimeBase64 = toBase64(padded(TELEGRAM_PRIME));
