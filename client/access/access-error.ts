import { type Act, roleFor } from './roles.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** Somebody may not do what they asked for. The message is for that person. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly act: Act;

  constructor(act: Act) {
    super(fill(texts.client.roleTooLow, { role: roleFor(act) }));
    this.act = act;
  }
}
