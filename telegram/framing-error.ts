/** The other side does not keep to the transport. The message is what happened, a part of a sentence. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
}
