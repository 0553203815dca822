import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

/** The version that is downloaded or built. Later ones cannot be built by `go install` (a replace directive). */
export const temporalCliVersion = 'v1.5.1';

/** The oldest server that answers update-with-start without being told to. */
const oldestServer: readonly [number, number] = [1, 28];

export const temporalProgramName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** Where the downloaded or built program is kept. */
export function cachedCliPath(cacheDir: string): string {
  return join(cacheDir, temporalCliVersion, temporalProgramName);
}

/** The first file of that name in the directories of a search path. */
export function findOnPath(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((directory) => isAbsolute(directory))
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file) && statSync(file).isFile());
}

export type CliCheck = { kind: 'usable' } | { kind: 'unusable'; reason: string };

/** Runs `FILE --version`: other programs are called temporal too, and old servers lack what sign-ins need. */
export async function checkTemporalCli(file: string): Promise<CliCheck> {
  let output: string;
  try {
    output = (await promisify(execFile)(file, ['--version'], { timeout: 20_000, windowsHide: true, env: {} })).stdout;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return { kind: 'unusable', reason: `it does not run${code}` };
  }
  const server = /Server (\d+)\.(\d+)/.exec(output);
  if (server === null) return { kind: 'unusable', reason: 'it is not the Temporal command-line program' };
  const [major, minor] = [Number(server[1]), Number(server[2])];
  if (major > oldestServer[0] || (major === oldestServer[0] && minor >= oldestServer[1])) return { kind: 'usable' };
  return {
    kind: 'unusable',
    reason: `its server is ${major}.${minor}, and ${oldestServer.join('.')} or later is needed`,
  };
}
