import { describeError } from '../describe-error.ts';
import { findOnPath, temporalCliVersion } from './find-temporal-cli.ts';
import { installCli } from './install-cli.ts';
import type { CliSearch } from './resolve-temporal-cli.ts';
import { runWithProgress } from './run-with-progress.ts';

const module = `github.com/temporalio/cli/cmd/temporal@${temporalCliVersion}`;
const limitMs = 20 * 60_000;

/** Builds the program with Go: about 3 minutes on 2 cores. Returns its path; throws an Error whose message is a sentence. */
export async function buildTemporalCli(search: CliSearch): Promise<string> {
  const go = findOnPath(process.platform === 'win32' ? 'go.exe' : 'go', search.cli.searchPath);
  if (go === undefined) throw new Error('It cannot be built either, because Go is not installed.');
  search.onProgress(`Building Temporal ${temporalCliVersion} with Go, once. This takes about 3 minutes.`);
  try {
    return await installCli(search.cli.cacheDir, async (folder) => {
      await runWithProgress({
        command: go,
        args: ['install', module],
        environment: { ...search.childEnvironment, GOBIN: folder },
        limitMs,
        onElapsed: (seconds) => search.onProgress(`Building Temporal: ${seconds} s so far.`),
        ...(search.signal === undefined ? {} : { signal: search.signal }),
      });
    });
  } catch (error) {
    throw new Error(`Building it with Go failed: ${describeError(error)}.`, { cause: error });
  }
}
