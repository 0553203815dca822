import type { PasswordChallenge, PasswordProof } from '../../domain/login-event.ts';
import { type Bytes, NUMBER_BYTES, padded, toBase64, toNumber, xor } from './bytes.ts';
import { checkGroup } from './check-group.ts';
import { modPow } from './mod-pow.ts';
import { passwordHash, sha256 } from './password-hash.ts';
import { malformed, readBytes } from './read-bytes.ts';
import * as texts from '../texts/texts.ts';

/** As short as TDLib lets the server's number be, in bytes. */
const SHORTEST_B = 248;
/** Telegram's clients draw again when the public number lies this close to 0 or p. */
const MARGIN = 1n << BigInt(2048 - 64);

/**
 * Proves to know a 2FA password without telling it: SRP as in https://core.telegram.org/api/srp. Uses WebCrypto alone, so it
 * runs in a browser too; takes 0.1 to 1 s.
 *
 * @param password as typed: neither trimmed nor normalised, as Telegram's own apps do
 * @param random 256 fresh random bytes; only a test passes its own
 * @returns `a` 256 and `m1` 32 bytes, base64
 * @throws {SrpError} before anything is computed from the password
 */
export async function computeProof(
  password: string,
  challenge: PasswordChallenge,
  random: () => Uint8Array = () => crypto.getRandomValues(new Uint8Array(NUMBER_BYTES)),
): Promise<PasswordProof> {
  const { salt1, salt2, g, p, B } = read(challenge);
  const gBytes = padded(BigInt(g));
  const pBytes = padded(p);
  const bBytes = padded(B);

  const k = toNumber(await sha256(pBytes, gBytes));
  const { a, aBytes, u } = await drawSecret(p, g, bBytes, random);
  const x = await passwordHash(password, salt1, salt2);
  const v = modPow(BigInt(g), x, p);
  const t = (((B - k * v) % p) + p) % p;
  if (t === 0n) throw malformed(texts.srp.nothingLeft);
  const s = modPow(t, a + u * x, p);
  const m1 = await sha256(
    xor(await sha256(pBytes), await sha256(gBytes)),
    await sha256(salt1),
    await sha256(salt2),
    aBytes,
    bBytes,
    await sha256(padded(s)),
  );
  return { srpId: challenge.srpId, a: toBase64(aBytes), m1: toBase64(m1) };
}

type Group = { salt1: Bytes; salt2: Bytes; g: number; p: bigint; B: bigint };

function read(challenge: PasswordChallenge): Group {
  const { g, srpId } = challenge;
  if (!/^-?\d+$/u.test(srpId)) throw malformed(texts.srp.idNotANumber);
  const p = toNumber(readBytes(challenge.p, 'p'));
  checkGroup(p, g);
  const bBytes = readBytes(challenge.srpB, 'srp_B');
  const B = toNumber(bBytes);
  if (bBytes.length < SHORTEST_B || bBytes.length > NUMBER_BYTES) throw malformed(texts.srp.wrongSize);
  if (B <= 0n || B >= p) throw malformed(texts.srp.outsideGroup);
  return { salt1: readBytes(challenge.salt1, 'salt1'), salt2: readBytes(challenge.salt2, 'salt2'), g, p, B };
}

async function drawSecret(p: bigint, g: number, bBytes: Bytes, random: () => Uint8Array) {
  for (;;) {
    const a = toNumber(random());
    const A = modPow(BigInt(g), a, p);
    const aBytes = padded(A);
    const u = toNumber(await sha256(aBytes, bBytes));
    if (A >= MARGIN && A <= p - MARGIN && u > 0n) return { a, aBytes, u };
  }
}
