import { chatMethods } from './chat-methods.ts';
import { commandMethods } from './command-methods.ts';
import { deletionMethods } from './deletion-methods.ts';
import { messageMethods } from './message-methods.ts';
import type { Method } from './method.ts';
import { photoMethods } from './photo-methods.ts';
import { updateMethods } from './update-methods.ts';

/** Every method that is known here; names count without regard to case, as on Telegram. All others: 404. */
const known: Readonly<Record<string, Method>> = {
  ...updateMethods,
  ...messageMethods,
  ...photoMethods,
  ...deletionMethods,
  ...chatMethods,
  ...commandMethods,
};

export const methodNames: readonly string[] = Object.keys(known);

const byLowerName = new Map(Object.entries(known).map(([name, method]) => [name.toLowerCase(), { name, method }]));

export function findMethod(name: string): { readonly name: string; readonly method: Method } | undefined {
  return byLowerName.get(name.toLowerCase());
}
