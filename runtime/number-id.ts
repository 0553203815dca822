import { createHmac } from 'node:crypto';

/** 32 characters that survive being read aloud and case folding: base32 after Crockford, lower case. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 20;

/**
 * Names a phone number where the number itself must not stand (workflow ids, rows, logs): HMAC-SHA256 under the id key,
 * cut to 20 characters of base32 (100 bits). Without the key nobody can try all numbers to find whose it is; that is why
 * the key is secret and never rotates.
 *
 * @param idKey 32 bytes
 * @param phone digits with or without the leading plus; nothing else is normalised here
 */
export function numberIdOf(idKey: Uint8Array, phone: string): string {
  const digits = phone.startsWith('+') ? phone.slice(1) : phone;
  if (!/^\d{7,15}$/.test(digits)) {
    throw new TypeError('A number id is made from 7 to 15 digits. Normalise the phone number first.');
  }
  const mac = createHmac('sha256', idKey).update(`latchkey/number-id/1:+${digits}`).digest();
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of mac) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < LENGTH) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31] ?? '';
    }
  }
  return text;
}
