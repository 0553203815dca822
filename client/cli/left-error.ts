/** The person went away with Ctrl-C; what runs in Temporal goes on. */
export class LeftError extends Error {
  override readonly name = 'LeftError';

  constructor() {
    super('Stopped waiting. What was submitted goes on; look at it with "latchkey list".');
  }
}
