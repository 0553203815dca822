import { checkPrimeSync } from 'node:crypto';
import { KeyExchangeError } from './key-exchange-error.ts';

/** The specification wants pq below 2^63: https://core.telegram.org/mtproto/auth_key. */
const LARGEST = (1n << 63n) - 1n;
/** Differences that are multiplied before one greatest common divisor is taken of them. */
const BATCH = 128;
/** The smaller factor has at most 32 bits, so that some 2^17 steps are to be expected at worst. */
const STEPS_AT_MOST = 1 << 20;
const STARTS = 8;

/**
 * The two primes of pq, the smaller first: Brent's variant of Pollard's rho.
 * @throws {KeyExchangeError} PQ_NOT_TWO_PRIMES, when it is a prime, has more factors, or is too large
 */
export function factorise(pq: bigint): { p: bigint; q: bigint } {
  if (pq > 3n && pq <= LARGEST && !checkPrimeSync(pq)) {
    for (let start = 1; start <= STARTS; start += 1) {
      const factor = pq % 2n === 0n ? 2n : factorBy(pq, BigInt(start));
      if (factor === undefined) continue;
      const other = pq / factor;
      const [p, q] = factor < other ? [factor, other] : [other, factor];
      if (p !== q && checkPrimeSync(p) && checkPrimeSync(q)) return { p, q };
      break;
    }
  }
  throw new KeyExchangeError('PQ_NOT_TWO_PRIMES', 'the number to factorise is not the product of two primes');
}

/** One walk x → x² + c. Undefined when it closes without a proper factor. */
function factorBy(n: bigint, c: bigint): bigint | undefined {
  const next = (x: bigint): bigint => (x * x + c) % n;
  let tortoise = 2n;
  let hare = 2n;
  let batchStart = 2n;
  let divisor = 1n;
  for (let length = 1; divisor === 1n && length <= STEPS_AT_MOST; length *= 2) {
    tortoise = hare;
    for (let step = 0; step < length; step += 1) hare = next(hare);
    for (let done = 0; done < length && divisor === 1n; done += BATCH) {
      batchStart = hare;
      let product = 1n;
      for (let step = 0; step < Math.min(BATCH, length - done); step += 1) {
        hare = next(hare);
        product = (product * distance(tortoise, hare)) % n;
      }
      divisor = gcd(product, n);
    }
  }
  // Both factors fell into one batch: the same steps again, one by one.
  while (divisor === n || divisor === 0n) {
    batchStart = next(batchStart);
    divisor = gcd(distance(tortoise, batchStart), n);
    if (divisor === n) return undefined;
    if (divisor === 1n) divisor = n;
  }
  return divisor === 1n ? undefined : divisor;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

function gcd(a: bigint, b: bigint): bigint {
  let [greater, rest] = [a, b];
  while (rest !== 0n) [greater, rest] = [rest, greater % rest];
  return greater;
}
