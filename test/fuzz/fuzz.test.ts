import { describe, expect, it } from 'vitest';
import { ArgumentError, readFuzzArguments } from './fuzz-arguments.ts';
import { keptSeeds } from './kept-seeds.ts';
import { runFuzz } from './run-fuzz.ts';
import { targetNames } from './target.ts';

describe('the fuzzer', () => {
  it.each(keptSeeds)('finds nothing any more with $target $seed: $found', async ({ target, seed }) => {
    expect(await runFuzz({ targets: [target], seed, minutes: 0 })).toMatchObject({ batches: 1 });
  });

  it('leaves the sandbox working after a batch on each surface', async () => {
    const { batches, finding } = await runFuzz({ targets: targetNames, seed: 20_261_124, minutes: 0 });
    expect(finding).toBeUndefined();
    expect(batches).toBe(targetNames.length);
  });

  it('takes a length, targets and a seed', () => {
    expect(readFuzzArguments(['--minutes', '2', '--target', 'tl', '--seed', '7'])).toEqual({
      minutes: 2,
      targets: ['tl'],
      seed: 7,
    });
    expect(() => readFuzzArguments(['--target', 'walls'])).toThrow(ArgumentError);
    expect(() => readFuzzArguments(['--minutes', 'many'])).toThrow('--minutes takes a whole number');
  });
});
