/** A driver asked for what a person could not do: no such button, no such chat. The message says what there is. */
export class DriverError extends Error {
  override readonly name = 'DriverError';
}
