import { generatePrimeSync, randomBytes } from 'node:crypto';
import { toBigInt, toBytes } from '../crypto/big-endian.ts';
import { dhPrime } from '../crypto/mod-exp.ts';

/** What a data centre can be told to get wrong once, so that a client's checks are seen at work. */
export const forgeries = [
  /** resPQ lists another RSA key. */
  'unknownServerKey',
  /** resPQ answers another nonce. */
  'nonce',
  'pqPrime',
  'pqThreePrimes',
  'pqHuge',
  /** A right number with zeros in front, 200 bytes in all. */
  'pqLong',
  /** The square of a prime. */
  'pqSquare',
  /** server_DH_params_fail, with the hash that it should have. */
  'dhParamsFail',
  /** server_DH_params_ok belongs to another exchange. */
  'serverNonce',
  /** The nonces inside the encrypted part of it. */
  'innerNonce',
  'innerServerNonce',
  'answerHash',
  'primeShort',
  'primeComposite',
  /** A prime whose half is none. */
  'primeNotSafe',
  'generator',
  'gAZero',
  'gAOne',
  'gAPrimeMinusOne',
  /** 2^1984 - 1 */
  'gASmall',
  /** p - 2^1984 + 1 */
  'gALarge',
  /** The last answer belongs to another exchange. */
  'lastServerNonce',
  /** dh_gen_ok (with others of this list: dh_gen_retry, dh_gen_fail, server_DH_params_fail) without its proof. */
  'newNonceHash',
  'dhGenRetry',
  'dhGenFail',
  /** An RPC's answer under a msg_key that is not its own. */
  'msgKey',
  /** An RPC's answer for another session. */
  'sessionId',
  /** An RPC's answer under the msg_id of the server's message before it. */
  'repeatedMsgId',
  /** An RPC's answer of 400 s ago, or in 60 s, by its msg_id. */
  'oldMsgId',
  'newMsgId',
  /** An RPC's answer under a msg_id as clients have them. */
  'evenMsgId',
  /** An RPC's answer in a msg_container, as it may well be; one of the four before is then that of the message inside. */
  'inContainer',
  /** An RPC's answer whose length says more than there is. */
  'lengthTooLarge',
  /** An RPC's answer whose length is no multiple of four. */
  'lengthUneven',
  /** An RPC's answer with 8 bytes of padding, or with more than 1024. */
  'paddingShort',
  'paddingLong',
] as const;
export type Forgery = (typeof forgeries)[number];

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
