import { type Bytes, join, toNumber } from './bytes.ts';

const PBKDF2_ROUNDS = 100_000;

/** x = SH(PBKDF2(SH(SH(password, salt1), salt2), salt1), salt2), where SH(d, s) = H(s | d | s). */
export async function passwordHash(password: string, salt1: Bytes, salt2: Bytes): Promise<bigint> {
  const salted = await sha256(salt1, new TextEncoder().encode(password), salt1);
  const first = await sha256(salt2, salted, salt2);
  const key = await crypto.subtle.importKey('raw', first, 'PBKDF2', false, ['deriveBits']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-512', salt: salt1, iterations: PBKDF2_ROUNDS };
  const stretched = new Uint8Array(await crypto.subtle.deriveBits(derivation, key, 512));
  return toNumber(await sha256(salt2, stretched, salt2));
}

export async function sha256(...parts: Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', join(...parts)));
}
