import { sha256 } from '../crypto/digest.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';

/** A salt is given out for half an hour and accepted for an hour (core.telegram.org/mtproto/description). */
const periodMs = 30 * 60_000;

export interface FutureSalt {
  readonly validSinceSeconds: number;
  readonly validUntilSeconds: number;
  readonly salt: bigint;
}

/** Salts by half-hour and key, computed instead of stored. */
export class Salts {
  private readonly secret: Buffer;

  constructor(secret: Buffer) {
    this.secret = secret;
  }

  current(key: AuthKey, nowMs: number): bigint {
    return this.ofPeriod(key, Math.floor(nowMs / periodMs));
  }

  accepts(key: AuthKey, salt: bigint, nowMs: number): boolean {
    const period = Math.floor(nowMs / periodMs);
    return (
      salt === this.ofPeriod(key, period) ||
      salt === this.ofPeriod(key, period - 1) ||
      (salt === key.initialSalt && nowMs - key.createdAtMs < 2 * periodMs)
    );
  }

  future(key: AuthKey, count: number, nowMs: number): FutureSalt[] {
    const period = Math.floor(nowMs / periodMs);
    return Array.from({ length: Math.min(Math.max(count, 1), 64) }, (_, ahead) => ({
      validSinceSeconds: ((period + ahead) * periodMs) / 1000,
      validUntilSeconds: ((period + ahead + 2) * periodMs) / 1000,
      salt: this.ofPeriod(key, period + ahead),
    }));
  }

  private ofPeriod(key: AuthKey, period: number): bigint {
    return sha256(this.secret, key.idBytes, Buffer.from(String(period))).readBigInt64LE();
  }
}
