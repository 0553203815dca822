import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

export type MiniApp = {
  botId: string;
  /** Ed25519 public key, 32 bytes in hexadecimal. */
  key: string;
};

/** Whose Telegram opened the page. `signature` names this one opening: it may be used once. */
export type InitData = { kind: 'signed'; userId: number; signature: string } | { kind: 'forged' } | { kind: 'stale' };

export const INIT_DATA_LIFETIME_MS = 5 * 60_000;
/** 64 bytes in base64url. */
const SIGNATURE = /^[\w-]{86}$/u;
/** Telegram's clock may be ahead of ours. */
const AHEAD_MS = 30_000;

const user = z.object({ id: z.number().int().positive() });

/**
 * Reads what Telegram tells a Mini App about who opened it. Checked is the signature for third parties, for which no bot token is
 * needed: Ed25519 over `BOT_ID:WebAppData` and all fields but `hash` and `signature`, sorted, one a line.
 */
export function readInitData(initData: string, { botId, key }: MiniApp, nowMs: number): InitData {
  const fields = new URLSearchParams(initData);
  const written = fields.get('signature') ?? '';
  if (!SIGNATURE.test(written)) return { kind: 'forged' };
  const signature = Buffer.from(written, 'base64url');
  const lines = [...fields]
    .filter(([name]) => name !== 'hash' && name !== 'signature')
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  const signed = Buffer.from([`${botId}:WebAppData`, ...lines].join('\n'));
  if (!verify(undefined, signed, publicKey(key), signature)) return { kind: 'forged' };
  const read = user.safeParse(parsed(fields.get('user')));
  if (!read.success) return { kind: 'forged' };
  const ageMs = nowMs - Number(fields.get('auth_date')) * 1_000;
  // Also where it is no number at all.
  if (!(ageMs < INIT_DATA_LIFETIME_MS && ageMs > -AHEAD_MS)) return { kind: 'stale' };
  // As it was verified: the last sign can be written in 16 ways.
  return { kind: 'signed', userId: read.data.id, signature: signature.toString('base64url') };
}

function publicKey(hex: string) {
  const x = Buffer.from(hex, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
