import { randomBytes } from 'node:crypto';
import { toBigInt } from '../crypto/big-endian.ts';
import { dhPrime } from '../crypto/mod-exp.ts';
import type { PasswordVerifier } from './password-verifier.ts';

/** The code that was mailed last, to whoever forgot the 2FA password. */
export interface RecoveryCode {
  readonly code: string;
  readonly expiresAtMs: number;
  readonly wrongTries: number;
}

/** What a client computes from a new password, as account.passwordInputSettings carries it. */
export interface NewPassword {
  readonly salt1: Buffer;
  readonly salt2: Buffer;
  readonly g: number;
  readonly p: Buffer;
  readonly v: Buffer;
}

export type NewPasswordOutcome = 'taken' | 'badSalt' | 'badSettings';

/** Algorithms that one account may hold open; the oldest goes first. */
const maxOpen = 20;
/** What a client adds to the salt that it was given. Source: core.telegram.org/api/srp */
const addedSaltBytes = 32;

/** The salts that `new_algo` of account.password offered: a new password is made with one of them, once. */
export class OfferedSalts {
  private readonly open: { salt1: Buffer; salt2: Buffer }[] = [];

  offer(): { salt1: Buffer; salt2: Buffer } {
    const salts = { salt1: randomBytes(8), salt2: randomBytes(16) };
    this.open.push(salts);
    if (this.open.length > maxOpen) this.open.shift();
    return salts;
  }

  check({ salt1, salt2, g, p, v }: NewPassword, generator: number): NewPasswordOutcome {
    if (g !== generator || !p.equals(dhPrime) || v.length !== 256) return 'badSettings';
    const power = toBigInt(v);
    if (power <= 1n || power >= toBigInt(dhPrime) - 1n) return 'badSettings';
    const offered = this.open.some(
      (salts) =>
        salt1.length === salts.salt1.length + addedSaltBytes &&
        salt1.subarray(0, salts.salt1.length).equals(salts.salt1) &&
        salt2.equals(salts.salt2),
    );
    if (!offered) return 'badSalt';
    this.open.length = 0;
    return 'taken';
  }
}

export function verifierOf({ salt1, salt2, v }: NewPassword): PasswordVerifier {
  return { salt1: Buffer.from(salt1), salt2: Buffer.from(salt2), v: Buffer.from(v) };
}

/** Whether a code can be mailed. */
export function hasRecovery(password: { hasRecovery: boolean; recoveryEmail?: string | undefined }): boolean {
  return password.hasRecovery || password.recoveryEmail !== undefined;
}

/** As Telegram shows an address: "o***r@e*****.org". */
export function emailPattern(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  const dot = domain.lastIndexOf('.');
  return `${starred(name)}@${dot < 0 ? starred(domain) : `${starred(domain.slice(0, dot), false)}${domain.slice(dot)}`}`;
}

function starred(text: string, showsEnd = true): string {
  if (text.length < 3) return `${text.slice(0, 1)}***`;
  return `${text.slice(0, 1)}${'*'.repeat(text.length - (showsEnd ? 2 : 1))}${showsEnd ? text.slice(-1) : ''}`;
}
