import { createDiffieHellman } from 'node:crypto';
import { padLeft } from './big-endian.ts';

/**
 * Telegram's well-known 2048-bit safe prime: the only one that GramJS takes for 2FA.
 * Source: core.telegram.org/mtproto/auth_key, TDLib td/mtproto/DhHandshake.cpp.
 */
export const dhPrime = Buffer.from(
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f' +
    '48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37' +
    '20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64' +
    '2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4' +
    'a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754' +
    'fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4' +
    'e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f' +
    '0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b',
  'hex',
);

export const dhGenerator = 3;

export interface ModExp {
  /** 3^exponent mod the prime, 256 bytes. */
  power(exponent: Buffer): Buffer;
  /** base^exponent mod the prime, 256 bytes. Throws unless 1 < base < prime - 1. */
  powerOf(base: Buffer, exponent: Buffer): Buffer;
}

/**
 * Modular powers through OpenSSL, 1 ms each where BigInt needs 14. Making the object costs
 * 200 ms (OpenSSL proves the prime), so a sandbox makes one and keeps it.
 */
export function createModExp(prime: Buffer = dhPrime): ModExp {
  const dh = createDiffieHellman(prime, dhGenerator);
  return {
    power(exponent) {
      dh.setPrivateKey(exponent);
      return padLeft(dh.generateKeys(), 256);
    },
    powerOf(base, exponent) {
      dh.setPrivateKey(exponent);
      return padLeft(dh.computeSecret(base), 256);
    },
  };
}
