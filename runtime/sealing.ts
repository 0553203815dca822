import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealingError } from './sealing-error.ts';

/** AES-256 keys by id: seals under the current one, opens under any. */
export type KeyRing = {
  currentId: string;
  /** Each 32 bytes. */
  keys: ReadonlyMap<string, Uint8Array>;
};

/*
 * Format 1:  1 byte version · 1 byte length of the key id · key id (UTF-8) · 12 bytes nonce · ciphertext · 16 bytes tag.
 * Everything before the nonce is authenticated together with `boundTo`, so neither can be exchanged.
 */
const FORMAT_VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Seals with AES-256-GCM under the ring's current key and a random nonce.
 *
 * @param boundTo what the data belongs to (table, column, row). Not secret, not stored; it must be given again to open,
 *   so a sealed value copied to another row does not open there.
 * @throws {SealingError} RING_UNUSABLE
 */
export function seal(ring: KeyRing, plaintext: Uint8Array, boundTo: string): Uint8Array {
  const key = ring.keys.get(ring.currentId);
  const idBytes = Buffer.from(ring.currentId, 'utf8');
  if (key?.length !== KEY_BYTES || idBytes.length === 0 || idBytes.length > 255) {
    throw new SealingError(
      'RING_UNUSABLE',
      `The current key "${ring.currentId}" is absent or not ${KEY_BYTES} bytes long. Check the key configuration.`,
    );
  }
  const header = Buffer.concat([Buffer.from([FORMAT_VERSION, idBytes.length]), idBytes]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(header, boundTo));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link seal} made, under whichever key of the ring sealed it.
 *
 * @throws {SealingError} KEY_UNKNOWN, TAMPERED, MALFORMED
 */
export function unseal(ring: KeyRing, sealed: Uint8Array, boundTo: string): Uint8Array {
  const { keyId, header, body } = split(sealed);
  const key = ring.keys.get(keyId);
  if (key === undefined) {
    throw new SealingError(
      'KEY_UNKNOWN',
      `This data was sealed under the key "${keyId}", which is not among the configured keys. Add that key to the list again.`,
    );
  }
  const nonce = body.subarray(0, NONCE_BYTES);
  const tag = body.subarray(body.length - TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(authenticated(header, boundTo));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, body.length - TAG_BYTES)), decipher.final()]);
  } catch {
    // The cause is left out on purpose: OpenSSL's message says nothing more.
    throw new SealingError(
      'TAMPERED',
      `Sealed data did not open under the key "${keyId}": the key is another one of the same name, or the data was changed or moved. Restore the right key or the data from a backup.`,
    );
  }
}

/** The id of the key that sealed this, without opening it. Throws SealingError MALFORMED. */
export function keyIdOf(sealed: Uint8Array): string {
  return split(sealed).keyId;
}

function split(sealed: Uint8Array): { keyId: string; header: Buffer; body: Buffer } {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const version = bytes[0];
  const idLength = bytes[1];
  if (version !== undefined && version !== FORMAT_VERSION) {
    throw new SealingError(
      'MALFORMED',
      `Sealed data has format ${version}, and this version of Latchkey reads format ${FORMAT_VERSION}. A newer Latchkey may have written it, or it is not sealed data.`,
    );
  }
  if (idLength === undefined || idLength === 0 || bytes.length < 2 + idLength + NONCE_BYTES + TAG_BYTES) {
    throw new SealingError('MALFORMED', `Sealed data is cut off: ${bytes.length} bytes. Restore it from a backup.`);
  }
  const header = bytes.subarray(0, 2 + idLength);
  return { keyId: header.subarray(2).toString('utf8'), header, body: bytes.subarray(2 + idLength) };
}

function authenticated(header: Buffer, boundTo: string): Buffer {
  return Buffer.concat([header, Buffer.from(boundTo, 'utf8')]);
}
