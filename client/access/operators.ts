import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../../runtime/config-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import { type Role, roles } from './roles.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** Who may use bot and console: Telegram user ids. Asked at every update, button, link and request, never remembered. */
export type Operators = {
  roleOf(userId: number): Role | undefined;
  /** All of them, as they stand now. */
  all(): ReadonlyMap<number, Role>;
};

/**
 * `LATCHKEY_OPERATORS` = `ID:ROLE` pairs with commas, e.g. `4607:admin,4608:operator`; or `LATCHKEY_OPERATORS_FILE`, one pair a
 * line with `#` comments, which is read again when it changed: whoever is taken out of it is out at once. While the file cannot
 * be read, nobody is an operator.
 *
 * @throws {ConfigError} for a list that cannot be read at start
 */
export function loadOperators(settings: Settings): Operators {
  const file = settings.get('LATCHKEY_OPERATORS_FILE');
  const list = settings.get('LATCHKEY_OPERATORS');
  if (file !== undefined && list !== undefined) {
    throw new ConfigError(texts.client.operators.bothSet);
  }
  if (file === undefined) return operatorsOf(readList(list ?? '', 'LATCHKEY_OPERATORS'));
  return operatorsInFile(file);
}

function operatorsOf(known: ReadonlyMap<number, Role>): Operators {
  return { roleOf: (userId) => known.get(userId), all: () => known };
}

function operatorsInFile(file: string): Operators {
  let stamp: string | undefined;
  let known = readFile(file);
  const current = () => {
    try {
      const { mtimeNs, size, ino } = statSync(file, { bigint: true });
      const now = `${mtimeNs} ${size} ${ino}`;
      if (now !== stamp) {
        known = readFile(file);
        stamp = now;
      }
    } catch {
      known = new Map();
      stamp = undefined;
    }
    return known;
  };
  return { roleOf: (userId) => current().get(userId), all: current };
}

function readFile(file: string): ReadonlyMap<number, Role> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(fill(texts.client.operators.fileUnreadable, { file }), {
      cause: error,
    });
  }
  return readList(text.replaceAll(/#[^\n]*/gu, ''), 'LATCHKEY_OPERATORS_FILE');
}

function readList(text: string, variable: string): ReadonlyMap<number, Role> {
  const pairs = text.split(/[,\s]+/u).filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [, id, name] = /^([1-9]\d{0,15}):([a-z]+)$/u.exec(pair) ?? [];
      const role = roles.find((each) => each === name);
      if (id === undefined || role === undefined) {
        throw new ConfigError(fill(texts.client.operators.notAPair, { variable, pair, roles: roles.join(', ') }));
      }
      return [Number(id), role];
    }),
  );
}
