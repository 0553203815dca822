import * as texts from '../texts/texts.ts';

/** The person went away with Ctrl-C; what runs in Temporal goes on. */
export class LeftError extends Error {
  override readonly name = 'LeftError';

  constructor() {
    super(texts.cli.left);
  }
}
