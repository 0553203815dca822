import { createHmac } from 'node:crypto';
import { keyIdOf, seal, unseal, type KeyRing } from '../../runtime/sealing.ts';
import { VaultError } from '../vault-error.ts';

/** A constant, sealed or hashed, stored beside the data: whoever cannot reproduce it has another key. */
type CheckValue = { keyId: string; value: Uint8Array };

/** How one kind of key proves that it is the one the vault was written with. */
export type KeyCheck = {
  kind: 'vault' | 'payload' | 'id';
  /**
   * Compares with the stored check values of this kind. None stored: the vault is new to this kind of key.
   * Answers with the value to add, or undefined when the current key has one.
   *
   * @throws {VaultError} VAULT_KEY_WRONG
   */
  verify(stored: readonly CheckValue[]): CheckValue | undefined;
};

/** One check value per key id, so that a rotated ring opens as long as it still holds a key that wrote here. */
export function ringCheck(kind: 'vault' | 'payload', ring: KeyRing): KeyCheck {
  const boundTo = `latchkey/vault/1:check:${kind}`;
  return {
    kind,
    verify(stored) {
      const known = stored.filter(({ keyId }) => ring.keys.has(keyId));
      if (stored.length > 0 && known.length === 0) {
        throw wrongKey(kind, `It was written with ${ids(stored)}, and the configured ring has ${ids(ringIds(ring))}.`);
      }
      for (const { keyId, value } of known) {
        if (!opens(ring, keyId, value, boundTo)) {
          throw wrongKey(kind, `The key configured as "${keyId}" is not the "${keyId}" that it was written with.`);
        }
      }
      if (known.some(({ keyId }) => keyId === ring.currentId)) return undefined;
      return { keyId: ring.currentId, value: seal(ring, CONSTANT, boundTo) };
    },
  };
}

/** The id key never rotates: one value, an HMAC that says nothing about the key or about any number. */
export function idKeyCheck(idKey: Uint8Array): KeyCheck {
  const value = new Uint8Array(createHmac('sha256', idKey).update('latchkey/vault/1:check:id').digest());
  return {
    kind: 'id',
    verify(stored) {
      if (stored.length === 0) return { keyId: '', value };
      if (!stored.some((one) => Buffer.compare(one.value, value) === 0)) {
        throw wrongKey('id', 'Numbers enrolled here were named under another key.');
      }
      return undefined;
    },
  };
}

const CONSTANT = Buffer.from('latchkey', 'utf8');
const VARIABLES = {
  vault: 'vault keys (LATCHKEY_VAULT_KEYS)',
  payload: 'payload keys (LATCHKEY_PAYLOAD_KEYS)',
  id: 'id key (LATCHKEY_ID_KEY)',
} as const;

function opens(ring: KeyRing, keyId: string, value: Uint8Array, boundTo: string): boolean {
  try {
    return keyIdOf(value) === keyId && Buffer.compare(unseal(ring, value, boundTo), CONSTANT) === 0;
  } catch {
    return false;
  }
}

function wrongKey(kind: KeyCheck['kind'], detail: string): VaultError {
  return new VaultError(
    'VAULT_KEY_WRONG',
    `This vault was not written with the configured ${VARIABLES[kind]}. ${detail} Nothing was written. Configure the key from your backup, or point LATCHKEY_VAULT at another vault.`,
  );
}

function ringIds(ring: KeyRing): { keyId: string }[] {
  return [...ring.keys.keys()].map((keyId) => ({ keyId }));
}

function ids(named: readonly { keyId: string }[]): string {
  return named.map(({ keyId }) => `"${keyId}"`).join(', ');
}
