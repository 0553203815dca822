import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { sha256 } from '../crypto/digest.ts';
import type { ModExp } from '../crypto/mod-exp.ts';

const derive = promisify(pbkdf2);

/** What a server keeps of a 2FA password. Source: core.telegram.org/api/srp */
export interface PasswordVerifier {
  readonly salt1: Buffer;
  readonly salt2: Buffer;
  /** g^x mod p, 256 bytes. */
  readonly v: Buffer;
}

export type PasswordVerifiers = (password: string) => Promise<PasswordVerifier>;

/**
 * 100,000 rounds of PBKDF2 cost 100 ms: done off the main thread, once per password and
 * sandbox, and begun when the scenario is put so that no sign-in waits for it.
 */
export function createPasswordVerifiers(modExp: ModExp): PasswordVerifiers {
  const known = new Map<string, Promise<PasswordVerifier>>();
  return (password) => {
    const found = known.get(password) ?? makeVerifier(password, modExp);
    known.set(password, found);
    return found;
  };
}

async function makeVerifier(password: string, modExp: ModExp): Promise<PasswordVerifier> {
  // Telegram's salt1 is 8 bytes of its own and 32 that the client added.
  const salt1 = randomBytes(40);
  const salt2 = randomBytes(16);
  const salted = (data: Buffer, salt: Buffer): Buffer => sha256(salt, data, salt);
  const first = salted(salted(Buffer.from(password, 'utf8'), salt1), salt2);
  const x = salted(await derive(first, salt1, 100_000, 64, 'sha512'), salt2);
  return { salt1, salt2, v: modExp.power(x) };
}
