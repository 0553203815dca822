import { parseArgs } from 'node:util';
import { type TargetName, targetNames } from './target.ts';

export const fuzzUsage = `Usage: npm run fuzz -- [options]

  --minutes N   how long (default: 10)
  --target T    frames, exchange, tl or control; may be repeated (default: all, in turns)
  --seed N      the first batch's seed; the next batches take the numbers after it (default: a random one, printed)
  --help        this text

To see one batch again: --target T --seed N --minutes 0`;

export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export type FuzzArguments = { minutes: number; seed: number; targets: readonly TargetName[] };

export function readFuzzArguments(argv: readonly string[]): FuzzArguments | 'help' {
  const values = parse(argv);
  if (values.help === true) return 'help';
  return {
    minutes: wholeNumber(values.minutes ?? '10', '--minutes', 1_000),
    seed: values.seed === undefined ? Math.floor(Math.random() * 1e9) : wholeNumber(values.seed, '--seed', 2 ** 31 - 1),
    targets: (values.target ?? targetNames).map(targetNamed),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        minutes: { type: 'string' },
        target: { type: 'string', multiple: true },
        seed: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function targetNamed(text: string): TargetName {
  const name = targetNames.find((each) => each === text);
  if (name !== undefined) return name;
  throw new ArgumentError(`--target takes ${targetNames.join(', ')}, not "${text}".`);
}

function wholeNumber(text: string, option: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && value <= most) return value;
  throw new ArgumentError(`${option} takes a whole number up to ${most}, not "${text}".`);
}
