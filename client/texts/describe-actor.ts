import { fill } from './fill.ts';
import * as texts from './texts.ts';

/** Who acted, where their name is not known: `tg:4607` is "operator 4607"; others stay as they are. */
export function describeActor(actor: string): string {
  const userId = /^tg:(?<userId>\d{1,16})$/u.exec(actor)?.groups?.['userId'];
  return userId === undefined ? actor : fill(texts.login.operator, { userId });
}
