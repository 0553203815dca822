import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Method, methods } from './methods.ts';

/** One error at one call: as Telegram sends it, what the catalogue does with it, what a person sees afterwards. */
export type Pair = { method: Method; raw: string; code: number; reaction: string; sees: string };

const [, header = '', , ...rows] =
  /\n(?:\|.*\n)+/u
    .exec(readFileSync(join(import.meta.dirname, 'refusals.md'), 'utf8'))?.[0]
    .trimEnd()
    .split('\n') ?? [];

/** The pairs of refusals.md; an empty cell is a pair that Telegram does not have. */
export const pairs: readonly Pair[] = rows.flatMap((row) => {
  const [raw = '', code = '', reaction = '', ...seen] = cellsOf(row);
  return columns().flatMap((method, at) => {
    const sees = seen[at] ?? '';
    return sees === '' ? [] : [{ method, raw, code: Number(code), reaction, sees }];
  });
});

function columns(): Method[] {
  return cellsOf(header)
    .slice(3)
    .map((name) => {
      const method = methods.find((each) => each === name);
      if (method === undefined) throw new Error(`refusals.md has a column for ${name}, which is no call of a sign-in.`);
      return method;
    });
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
