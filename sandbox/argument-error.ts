/** Arguments that cannot be understood, or do not fit together; the message says which. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}
