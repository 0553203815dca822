export type SealingErrorCode =
  /** It was sealed under a key that is not in the ring. */
  | 'KEY_UNKNOWN'
  /** Its bytes, its key or what it is bound to are not those it was sealed with. */
  | 'TAMPERED'
  /** Too short, or of a format that this version does not know. */
  | 'MALFORMED'
  /** It is plain where only sealed data may stand. */
  | 'NOT_SEALED'
  /** The ring cannot seal: its current key is absent or not 32 bytes long. */
  | 'RING_UNUSABLE';

/** Sealed data did not open (or could not be made). Carries key ids and codes, never data. */
export class SealingError extends Error {
  override readonly name = 'SealingError';
  readonly code: SealingErrorCode;

  constructor(code: SealingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
