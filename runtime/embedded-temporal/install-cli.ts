import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedCliPath, checkTemporalCli, temporalProgramName } from './find-temporal-cli.ts';

/**
 * Lets `make` put the program into a folder of its own beside the cache, checks that it runs, and moves it into place in
 * one step: a process that dies half way, or two at once, never leave half a program there.
 */
export async function installCli(cacheDir: string, make: (folder: string) => Promise<void>): Promise<string> {
  const target = cachedCliPath(cacheDir);
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(join(cacheDir, '.making-'));
  try {
    await make(folder);
    const made = join(folder, temporalProgramName);
    chmodSync(made, 0o755);
    const check = await checkTemporalCli(made);
    if (check.kind === 'unusable') throw new Error(`The program that was fetched cannot be used: ${check.reason}.`);
    renameSync(made, target);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
