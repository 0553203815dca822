import { randomBytes } from 'node:crypto';
import { ConfigError } from './config-error.ts';
import type { KeyRing } from './sealing.ts';

const KEY_BYTES = 32;
const MAKE_ONE = 'openssl rand -base64 32';

/**
 * Reads `id:base64[,id2:base64…]`; the first key seals, all of them open. Entries may also stand on lines of their own,
 * and lines that begin with `#` are left out, so that a key file can say what it is.
 *
 * @param variableName where the text came from, for the error's sentence
 * @throws {ConfigError} naming the entry by its position, never by its content
 */
export function parseKeyRing(text: string | undefined, variableName: string): KeyRing {
  const entries = entriesOf(text);
  if (entries.length === 0) {
    throw new ConfigError(
      `${variableName} is missing or empty. It must be ID:KEY, with a key of 32 bytes in base64 (\`${MAKE_ONE}\` makes one).`,
    );
  }
  const keys = new Map<string, Uint8Array>();
  let currentId: string | undefined;
  for (const [index, entry] of entries.entries()) {
    const where = `${variableName}, entry ${index + 1}`;
    const colon = entry.indexOf(':');
    const id = entry.slice(0, Math.max(colon, 0)).trim();
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) {
      throw new ConfigError(
        `${where}: must be ID:KEY, where ID is 1 to 32 letters, digits, "-" or "_", and KEY is 32 bytes in base64.`,
      );
    }
    if (keys.has(id)) {
      throw new ConfigError(`${where}: the key id "${id}" stands there twice. Give each key an id of its own.`);
    }
    keys.set(id, parseKey(entry.slice(colon + 1).trim(), `${where} ("${id}")`));
    currentId ??= id;
  }
  return { currentId: currentId ?? '', keys };
}

/**
 * Reads one key of 32 bytes in base64 or base64url.
 *
 * @throws {ConfigError} saying its length, never its content
 */
export function parseKey(text: string, where: string): Uint8Array {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) {
    throw new ConfigError(`${where}: the key is not base64. It must be 32 bytes in base64 (\`${MAKE_ONE}\`).`);
  }
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new ConfigError(
      `${where}: the key has ${key.length} bytes instead of ${KEY_BYTES}. Make another with \`${MAKE_ONE}\`.`,
    );
  }
  // All zeros, or any other byte repeated: a placeholder that somebody forgot to replace.
  if (key.every((byte) => byte === key[0])) {
    throw new ConfigError(
      `${where}: the key is one byte repeated, which is a placeholder. Make a real one with \`${MAKE_ONE}\`.`,
    );
  }
  return new Uint8Array(key);
}

/** One key with a random id. */
export function generateKeyRing(): KeyRing {
  const currentId = `k${randomBytes(4).toString('hex')}`;
  return { currentId, keys: new Map([[currentId, new Uint8Array(randomBytes(KEY_BYTES))]]) };
}

/** The text that {@link parseKeyRing} reads, the current key first. It is the secret itself: write it to a key file, nowhere else. */
export function formatKeyRing(ring: KeyRing): string {
  const ids = [ring.currentId, ...[...ring.keys.keys()].filter((id) => id !== ring.currentId)];
  return ids.map((id) => `${id}:${Buffer.from(ring.keys.get(id) ?? []).toString('base64')}`).join(',');
}

/** The entries of a key text: separated by commas or line ends, without comments. */
export function entriesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
