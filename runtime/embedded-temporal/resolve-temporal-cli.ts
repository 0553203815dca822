import { describeError } from '../describe-error.ts';
import type { TemporalCliConfig } from '../temporal-config.ts';
import { buildTemporalCli } from './build-temporal-cli.ts';
import { downloadTemporalCli } from './download-temporal-cli.ts';
import { EmbeddedTemporalError } from './embedded-temporal-error.ts';
import {
  cachedCliPath,
  checkTemporalCli,
  findOnPath,
  temporalCliVersion,
  temporalProgramName,
} from './find-temporal-cli.ts';

export type CliSearch = {
  cli: TemporalCliConfig;
  /** What programs started on the way (tar, go) inherit. */
  childEnvironment: Record<string, string>;
  /** One line for the screen each time. */
  onProgress: (line: string) => void;
  signal?: AbortSignal;
  /** Another place to download from, for tests. */
  downloadFrom?: string;
};

/**
 * Finds the program of the embedded server, or makes it: `TEMPORAL_CLI_PATH`; `temporal` on PATH; the cached one;
 * Temporal's download; a build with Go. The last two go to the cache.
 *
 * @returns its absolute path
 * @throws {EmbeddedTemporalError} CLI_NOT_FOUND, saying what was tried and what to do
 */
export async function resolveTemporalCli(search: CliSearch): Promise<string> {
  const { cli, onProgress } = search;
  if (cli.path !== undefined) {
    const check = await checkTemporalCli(cli.path);
    if (check.kind === 'usable') return cli.path;
    throw new EmbeddedTemporalError(
      'CLI_NOT_FOUND',
      `TEMPORAL_CLI_PATH is "${cli.path}", which cannot be used: ${check.reason}. Correct it, or unset it to let Latchkey find or fetch one.`,
    );
  }
  for (const file of [findOnPath(temporalProgramName, cli.searchPath), cachedCliPath(cli.cacheDir)]) {
    if (file === undefined) continue;
    const check = await checkTemporalCli(file);
    if (check.kind === 'usable') return file;
    if (file !== cachedCliPath(cli.cacheDir)) onProgress(`Not using ${file}: ${check.reason}.`);
  }
  return await fetchTemporalCli(search);
}

async function fetchTemporalCli(search: CliSearch): Promise<string> {
  const tried: string[] = [];
  for (const fetch of [downloadTemporalCli, buildTemporalCli]) {
    search.signal?.throwIfAborted();
    try {
      return await fetch(search);
    } catch (error) {
      search.signal?.throwIfAborted();
      const reason = describeError(error);
      tried.push(reason);
      search.onProgress(reason);
    }
  }
  throw new EmbeddedTemporalError(
    'CLI_NOT_FOUND',
    `No Temporal server could be had. ${tried.join(' ')} Install the temporal program ${temporalCliVersion} or later (https://docs.temporal.io/cli) on PATH or name it in TEMPORAL_CLI_PATH, or set TEMPORAL_ADDRESS to a Temporal service.`,
  );
}
