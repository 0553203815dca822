import { describe, expect, it } from 'vitest';
import { ArgumentError, readFuzzArguments } from './fuzz-arguments.ts';
import { keptSeeds } from './kept-seeds.ts';
import { runFuzz } from './run-fuzz.ts';
import { type SandboxUnderFire, startSandboxUnderFire } from './sandbox-under-fire.ts';
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

  it('says with which batch the sandbox hung', async () => {
    const start = async (): Promise<SandboxUnderFire> => {
      const sandbox = await startSandboxUnderFire();
      process.kill(sandbox.pid, 'SIGSTOP');
      return sandbox;
    };
    expect(await runFuzz({ targets: ['frames'], seed: 7, minutes: 0, start, patienceMs: 500 })).toEqual({
      batches: 0,
      finding: { target: 'frames', seed: 7, what: 'serving a client took more than 500 ms' },
    });
  });

  it('says after which batch the sandbox was gone when it was asked for its memory', async () => {
    const start = async (): Promise<SandboxUnderFire> => {
      const sandbox = await startSandboxUnderFire();
      const memoryBytes = async (): Promise<number> => {
        process.kill(sandbox.pid, 'SIGKILL');
        return await sandbox.memoryBytes();
      };
      return { ...sandbox, memoryBytes };
    };
    expect(await runFuzz({ targets: ['frames'], seed: 7, minutes: 0, start })).toEqual({
      batches: 1,
      finding: { target: 'frames', seed: 7, what: 'the sandbox ended with SIGKILL' },
    });
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
