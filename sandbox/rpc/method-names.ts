import { tlobjects } from 'telegram/tl/AllTLObjects.js';
import { z } from 'zod';

/** Methods by the number that they have on the wire, in Telegram's spelling: auth.sendCode. Of GramJS's tables. */
const namesById: ReadonlyMap<string, string> = new Map(
  Object.entries(z.record(z.string(), z.unknown()).parse(tlobjects)).flatMap(([id, found]) => {
    const isRequest = typeof found === 'function' && 'classType' in found && found.classType === 'request';
    if (!isRequest || !('className' in found) || typeof found.className !== 'string') return [];
    return [[id, spelled(found.className)] as const];
  }),
);

/** The name that the log of calls shows; '#1234abcd' for what no schema here knows. */
export function methodNameOf(id: number): string {
  return namesById.get(String(id)) ?? `#${id.toString(16).padStart(8, '0')}`;
}

const names: ReadonlySet<string> = new Set(namesById.values());

const unknownId = /^#[0-9a-f]{8}$/;

/** A name that a call may have in the log. `notAMethodName` is what to say where it is none. */
export const methodNameSchema = z
  .string()
  .refine((name) => names.has(name) || unknownId.test(name), { params: { wants: 'methodName' } })
  .meta({ pattern: `^([a-z]+\\.[A-Za-z0-9]+|${unknownId.source.slice(1, -1)})$` });

/** The suggestion takes milliseconds. */
export function notAMethodName(name: string, options: { suggests: boolean }): string {
  const what = `'${name.slice(0, 80)}' is not a method name.`;
  return options.suggests ? `${what} Did you mean ${nearest(name).join(', ')}?` : what;
}

/** The sandbox answers sign-ins, so at equal distance their methods come first. */
function nearest(name: string): string[] {
  const wanted = name.slice(0, 80).toLowerCase();
  const last = wanted.split('.').at(-1) ?? '';
  return [...names]
    .map((one) => {
      const known = one.toLowerCase();
      const short = known.split('.').at(-1) ?? '';
      return { one, steps: Math.min(distance(wanted, known), distance(last, short)), isAuth: one.startsWith('auth.') };
    })
    .sort((a, b) => a.steps - b.steps || Number(b.isAuth) - Number(a.isAuth))
    .slice(0, 3)
    .map(({ one }) => one);
}

/** Levenshtein's: letters to change, add or leave out. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_none, at) => at);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function spelled(className: string): string {
  const parts = className.split('.');
  const last = parts.pop() ?? '';
  return [...parts, last.charAt(0).toLowerCase() + last.slice(1)].join('.');
}
