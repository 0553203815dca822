import { randomBytes, timingSafeEqual } from 'node:crypto';
import { padLeft, toBigInt, toBytes } from '../crypto/big-endian.ts';
import { sha256 } from '../crypto/digest.ts';
import { dhGenerator, dhPrime } from '../crypto/mod-exp.ts';
import type { ModExp } from '../crypto/mod-exp.ts';
import type { PasswordVerifier } from './password-verifier.ts';

const p = toBigInt(dhPrime);
const g = toBytes(BigInt(dhGenerator), 256);
const k = toBigInt(sha256(dhPrime, g));
/** Challenges that one account may hold open; the oldest goes first. */
const maxOpen = 20;

interface Challenge {
  readonly id: bigint;
  readonly b: Buffer;
  readonly bPublic: Buffer;
  readonly verifier: PasswordVerifier;
  readonly expiresAtMs: number;
}

export type SrpOutcome = 'right' | 'wrong' | 'unknownId' | 'passwordChanged' | 'badA';

/** Server's side of core.telegram.org/api/srp. An id is good for one try and a short time. */
export class SrpChallenges {
  private readonly open = new Map<bigint, Challenge>();

  create(verifier: PasswordVerifier, modExp: ModExp, expiresAtMs: number): Challenge {
    const b = randomBytes(256);
    const bPublic = toBytes((k * toBigInt(verifier.v) + toBigInt(modExp.power(b))) % p, 256);
    const id = randomBytes(8).readBigInt64BE();
    const challenge = { id, b, bPublic, verifier, expiresAtMs };
    this.open.set(id, challenge);
    for (const oldest of this.open.keys()) {
      if (this.open.size <= maxOpen) break;
      this.open.delete(oldest);
    }
    return challenge;
  }

  check(
    proof: { id: bigint; a: Buffer; m1: Buffer },
    current: PasswordVerifier,
    modExp: ModExp,
    nowMs: number,
  ): SrpOutcome {
    const challenge = this.open.get(proof.id);
    this.open.delete(proof.id);
    if (challenge === undefined || nowMs >= challenge.expiresAtMs) return 'unknownId';
    if (challenge.verifier !== current) return 'passwordChanged';
    const a = toBigInt(proof.a);
    if (proof.a.length > 256 || a <= 1n || a >= p - 1n) return 'badA';
    const expected = expectedM1(challenge, padLeft(proof.a, 256), modExp);
    return proof.m1.length === 32 && timingSafeEqual(proof.m1, expected) ? 'right' : 'wrong';
  }
}

function expectedM1(challenge: Challenge, a: Buffer, modExp: ModExp): Buffer {
  const { verifier, bPublic } = challenge;
  const u = sha256(a, bPublic);
  const base = (toBigInt(a) * toBigInt(modExp.powerOf(verifier.v, u))) % p;
  const shared = sha256(modExp.powerOf(toBytes(base, 256), challenge.b));
  const primeAndG = xorDigests(sha256(dhPrime), sha256(g));
  return sha256(primeAndG, sha256(verifier.salt1), sha256(verifier.salt2), a, bPublic, shared);
}

function xorDigests(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));
}
