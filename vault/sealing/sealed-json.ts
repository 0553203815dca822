import { SealingError } from '../../runtime/sealing-error.ts';
import { seal, unseal, type KeyRing } from '../../runtime/sealing.ts';
import { VaultError } from '../vault-error.ts';

/** The place a sealed value belongs to. `key` lists what names the row and whatever else must not be exchanged. */
export type SealedPlace = {
  table: string;
  column: string;
  key: readonly (string | number | null)[];
};

/** Seals JSON values for one place of one row; copied to any other place they do not open. */
export type SealedJson = {
  seal(place: SealedPlace, value: unknown): Uint8Array;
  /** Throws VaultError: VAULT_KEY_WRONG when the ring lacks the row's key, VAULT_CORRUPT when the row was changed. */
  unseal(place: SealedPlace, sealed: Uint8Array): unknown;
};

/** `keysName` stands in error messages, e.g. "vault keys". */
export function sealedJson(ring: KeyRing, keysName: string): SealedJson {
  return {
    seal(place, value) {
      // Wrapped, because `undefined` alone is not JSON.
      return seal(ring, Buffer.from(JSON.stringify({ value }), 'utf8'), boundTo(place));
    },
    unseal(place, sealed) {
      const wrapped = parsed(opened(ring, keysName, place, sealed), place);
      return typeof wrapped === 'object' && wrapped !== null && 'value' in wrapped ? wrapped.value : undefined;
    },
  };
}

/** The error of a row whose content cannot be what Latchkey wrote. */
export function corruptRow(table: string, cause?: unknown): VaultError {
  return new VaultError(
    'VAULT_CORRUPT',
    `A row of the vault's table "${table}" does not open or does not hold what belongs there: it was damaged or changed. Restore the vault from a backup.`,
    { cause },
  );
}

function opened(ring: KeyRing, keysName: string, place: SealedPlace, sealed: Uint8Array): Uint8Array {
  try {
    return unseal(ring, sealed, boundTo(place));
  } catch (error) {
    if (error instanceof SealingError && error.code === 'KEY_UNKNOWN') {
      throw new VaultError(
        'VAULT_KEY_WRONG',
        `A row of the vault's table "${place.table}" was sealed under a key that is not among the ${keysName} any more. Add the old key after the current one.`,
        { cause: error },
      );
    }
    throw corruptRow(place.table, error);
  }
}

function parsed(plaintext: Uint8Array, place: SealedPlace): unknown {
  try {
    return JSON.parse(Buffer.from(plaintext).toString('utf8'));
  } catch {
    // Without its cause: a parser's message quotes what it read.
    throw corruptRow(place.table);
  }
}

function boundTo(place: SealedPlace): string {
  return `latchkey/vault/1:${JSON.stringify([place.table, place.column, ...place.key])}`;
}
