import { type Act, roleFor } from './roles.ts';

/** Somebody may not do what they asked for. The message is for that person. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly act: Act;

  constructor(act: Act) {
    super(`That takes the role ${roleFor(act)}. Ask whoever keeps LATCHKEY_OPERATORS.`);
    this.act = act;
  }
}
