import { generatePrimeSync, randomBytes } from 'node:crypto';
import { toBigInt, toBytes } from '../crypto/big-endian.ts';
import { dhPrime } from '../crypto/mod-exp.ts';

/** What a data centre can be told to get wrong once, so that a client's checks are seen at work. */
export const forgeryMeanings = {
  unknownServerKey: 'resPQ lists the fingerprint of another RSA key.',
  nonce: 'resPQ answers another nonce.',
  pqPrime: 'pq is a prime.',
  pqThreePrimes: 'pq is the product of three primes.',
  pqHuge: 'pq has 10 bytes.',
  pqLong: 'pq is right, with zeros in front, 200 bytes in all.',
  pqSquare: 'pq is the square of a prime.',
  dhParamsFail: 'server_DH_params_fail, with the hash that it should have.',
  serverNonce: 'server_DH_params_ok has the server_nonce of another exchange.',
  innerNonce: 'The encrypted part of it has another nonce.',
  innerServerNonce: 'The encrypted part of it has another server_nonce.',
  answerHash: 'The hash in front of the encrypted part is not its own.',
  primeShort: 'dh_prime has 2040 bits.',
  primeComposite: 'dh_prime is no prime.',
  primeNotSafe: 'dh_prime is a prime whose half is none.',
  generator: 'g is 2, which does not fit dh_prime.',
  gAZero: 'g_a is 0.',
  gAOne: 'g_a is 1.',
  gAPrimeMinusOne: 'g_a is dh_prime - 1.',
  gASmall: 'g_a is 2^1984 - 1.',
  gALarge: 'g_a is dh_prime - 2^1984 + 1.',
  lastServerNonce: 'The last answer has the server_nonce of another exchange.',
  newNonceHash:
    'dh_gen_ok (with others of this list: dh_gen_retry, dh_gen_fail, server_DH_params_fail) has a wrong hash.',
  dhGenRetry: 'dh_gen_retry, with the hash that it should have.',
  dhGenFail: 'dh_gen_fail, with the hash that it should have.',
  msgKey: "A call's answer has a msg_key that is not its own.",
  sessionId: "A call's answer is for another session.",
  repeatedMsgId: "A call's answer has the msg_id of the server's message before it.",
  oldMsgId: "A call's answer is of 400 s ago, by its msg_id.",
  newMsgId: "A call's answer is of 60 s ahead, by its msg_id.",
  evenMsgId: "A call's answer has a msg_id as clients have them.",
  inContainer:
    "A call's answer comes in a msg_container, as it may well do; one of the four before is then of the message inside.",
  lengthTooLarge: "A call's answer has a length that says more than there is.",
  lengthUneven: "A call's answer has a length that is no multiple of four.",
  paddingShort: "A call's answer has 8 bytes of padding.",
  paddingLong: "A call's answer has more than 1024 bytes of padding.",
} as const;
export type Forgery = keyof typeof forgeryMeanings;
export const forgeries = Object.keys(forgeryMeanings).filter((name): name is Forgery => name in forgeryMeanings);

/** Asks whether this is to be forged now, and uses the order up. */
export type Forges = (what: Forgery) => boolean;

export function forgedPq(forges: Forges): bigint | undefined {
  const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });
  if (forges('pqPrime')) return prime(62);
  if (forges('pqThreePrimes')) return prime(20) * prime(20) * prime(20);
  if (forges('pqSquare')) return prime(31) ** 2n;
  return forges('pqHuge') ? prime(40) * prime(40) : undefined;
}

/** All keep 3 a generator by its own test, so that the prime alone is wrong. */
export function forgedPrime(forges: Forges): Buffer | undefined {
  const likeOurs = { add: 12n, rem: 11n, bigint: true } as const;
  if (forges('primeShort')) return toBytes(generatePrimeSync(2040, likeOurs), 255);
  if (forges('primeComposite')) return toBytes(toBigInt(dhPrime) - 12n, 256);
  // Half of a random prime is a prime once in some 700 times.
  return forges('primeNotSafe') ? toBytes(generatePrimeSync(2048, likeOurs), 256) : undefined;
}

export function forgedGa(forges: Forges): Buffer | undefined {
  const p = toBigInt(dhPrime);
  const margin = 1n << 1984n;
  if (forges('gAZero')) return toBytes(0n, 256);
  if (forges('gAOne')) return toBytes(1n, 256);
  if (forges('gAPrimeMinusOne')) return toBytes(p - 1n, 256);
  if (forges('gASmall')) return toBytes(margin - 1n, 256);
  return forges('gALarge') ? toBytes(p - margin + 1n, 256) : undefined;
}

/** `before`: the msg_id of the message before this one. */
export function forgedMsgId(forges: Forges, msgId: bigint, before: bigint): bigint {
  if (forges('repeatedMsgId')) return before;
  if (forges('oldMsgId')) return msgId - (400n << 32n);
  if (forges('newMsgId')) return msgId + (60n << 32n);
  return forges('evenMsgId') ? msgId & ~3n : msgId;
}

/** What a message says its length is, and how much padding follows, in bytes. */
export function forgedFrame(forges: Forges, real: { length: number; padding: number }): typeof real {
  const { length, padding } = real;
  if (forges('lengthTooLarge')) return { length: length + 4096, padding };
  if (forges('lengthUneven')) return { length: length + 1, padding: padding + 16 };
  if (forges('paddingShort')) return { length: length + padding - 8, padding };
  return forges('paddingLong') ? { length, padding: padding + 1024 } : real;
}

/** The same number of other bytes. */
export function forged(bytes: Buffer, isForged: boolean): Buffer {
  return isForged ? randomBytes(bytes.length) : bytes;
}
