export type EmbeddedTemporalErrorCode =
  /** Another live process runs the server for this home. */
  | 'ALREADY_RUNNING'
  /** Something that we did not start has the database file open. */
  | 'DATABASE_IN_USE'
  /** No Temporal program was found, downloaded or built. */
  | 'CLI_NOT_FOUND'
  /** The program started and ended, or never answered. */
  | 'START_FAILED'
  /** The home cannot be written. */
  | 'HOME_UNUSABLE';

/** The embedded server cannot be had. The message says what happened and what to do. */
export class EmbeddedTemporalError extends Error {
  override readonly name = 'EmbeddedTemporalError';
  readonly code: EmbeddedTemporalErrorCode;

  constructor(code: EmbeddedTemporalErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
