export type VaultErrorCode =
  /** The configured key is not the one that the vault was written with. Nothing was written. */
  | 'VAULT_KEY_WRONG'
  /** The vault can be read but not written. */
  | 'VAULT_READ_ONLY'
  /** The vault's content is damaged, or was changed by something else than Latchkey. */
  | 'VAULT_CORRUPT'
  /** Another process held the vault for longer than the wait allows. Trying again later is safe. */
  | 'VAULT_LOCKED'
  /** The vault cannot be opened, read or written at all: wrong path, missing rights, full or broken disk. */
  | 'VAULT_UNREADABLE'
  /** A newer Latchkey wrote the vault. */
  | 'VAULT_NEWER';

/**
 * The vault cannot do what was asked, for a reason that somebody at the host must mend.
 * The message says what happened, then what to do; it names files, tables and key ids, never content.
 * `cause` is the driver's error where there is one.
 */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
