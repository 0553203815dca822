import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The one name of a file that may not exist yet, through all symbolic links; where its folder is missing, the name given. */
export async function realFile(file: string): Promise<string> {
  const folder = await realpath(dirname(file)).catch(() => undefined);
  if (folder === undefined) return file;
  const own = join(folder, basename(file));
  const real = await realpath(own).catch(() => undefined);
  if (real !== undefined) return real;
  const target = await readlink(own).catch(() => undefined);
  return target === undefined ? own : realFile(resolve(folder, target));
}
