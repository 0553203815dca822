import { parseArgs } from 'node:util';

export const benchUsage = `Usage: npm run bench -- [options]

  --runs N      counted sign-ins of each side (default: 25)
  --keys N      key exchanges of the gateway, beside up to 300 of GramJS's (default: 200)
  --waiting N   sign-ins that wait for their code at the same time (default: 1000; 0 leaves that part out)
  --memory N    rounds of 1,000 and then 5,000 waiting, for the worker's memory; minutes each (default: 0)
  --streams N   streams of events of the web console open at once (default: 1000; 0 leaves the console out)
  --json        ends with one line of JSON
  --help        this text`;

/** Arguments that cannot be understood; the message says which. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export type BenchArguments = {
  runs: number;
  keys: number;
  waiting: number;
  memory: number;
  streams: number;
  json: boolean;
};

export function readBenchArguments(argv: readonly string[]): BenchArguments | 'help' {
  const values = parse(argv);
  if (values.help === true) return 'help';
  return {
    runs: wholeNumber(values.runs ?? '25', '--runs', { least: 1, most: 1_000 }),
    keys: wholeNumber(values.keys ?? '200', '--keys', { least: 1, most: 100_000 }),
    waiting: wholeNumber(values.waiting ?? '1000', '--waiting', { least: 0, most: 20_000 }),
    memory: wholeNumber(values.memory ?? '0', '--memory', { least: 0, most: 100 }),
    streams: wholeNumber(values.streams ?? '1000', '--streams', { least: 0, most: 10_000 }),
    json: values.json ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        runs: { type: 'string' },
        keys: { type: 'string' },
        waiting: { type: 'string' },
        memory: { type: 'string' },
        streams: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function wholeNumber(text: string, option: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && value >= least && value <= most) return value;
  throw new ArgumentError(`${option} takes a whole number from ${least} to ${most}, not "${text}".`);
}
