import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export const BOT_ID = '7342037359';

/** Signs Mini App data as Telegram does, with a key of the test's own. */
export function miniAppSigner(): { key: string; signed: (fields: Record<string, string>, botId?: string) => string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  return { key, signed: (fields, botId = BOT_ID) => signedWith(privateKey, fields, botId) };
}

function signedWith(privateKey: KeyObject, fields: Record<string, string>, botId: string): string {
  const lines = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  const text = Buffer.from([`${botId}:WebAppData`, ...lines].join('\n'));
  const signature = sign(undefined, text, privateKey).toString('base64url');
  return new URLSearchParams({ ...fields, signature, hash: 'f'.repeat(64) }).toString();
}

export function dataOf(userId: number, nowMs: number): Record<string, string> {
  const user = JSON.stringify({ id: userId, first_name: 'Ana + Bo', photo_url: 'https://t.me/i/userpic/1.svg' });
  return { auth_date: String(Math.floor(nowMs / 1_000)), chat_type: 'private', user };
}
