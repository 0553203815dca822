import { ArgumentError, fuzzUsage, readFuzzArguments } from './fuzz-arguments.ts';
import { mebibytes, runFuzz, told } from './run-fuzz.ts';

/** More than this from warm to the end is a leak: the tables are full by then. */
const LEAK_BYTES = 32 * 2 ** 20;

process.exitCode = await fuzz(process.argv.slice(2));

async function fuzz(argv: readonly string[]): Promise<number> {
  try {
    const options = readFuzzArguments(argv);
    if (options === 'help') {
      print(fuzzUsage);
      return 0;
    }
    print(`Fuzzing ${options.targets.join(', ')} for ${options.minutes} min from seed ${options.seed}.`);
    const { batches, finding, memory, strain } = await runFuzz({ ...options, onProgress: print });
    if (finding !== undefined) {
      print(`After ${batches} batches: ${finding.what}`);
      print(`Again: npm run fuzz -- --target ${finding.target} --seed ${finding.seed} --minutes 0`);
      print('Once it is mended, keep the seed in test/fuzz/kept-seeds.ts.');
      return 1;
    }
    const { warmBytes = 0, endBytes = 0 } = memory ?? {};
    print(`${batches} batches: no crash, at most ${told(strain)}.`);
    print(`In use when warm ${mebibytes(warmBytes)} MiB, at the end ${mebibytes(endBytes)} MiB.`);
    return options.minutes > 0 && endBytes - warmBytes > LEAK_BYTES ? 1 : 0;
  } catch (error) {
    print(error instanceof ArgumentError ? `${error.message}\n\n${fuzzUsage}` : String(error));
    return 1;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
