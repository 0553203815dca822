import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Everything that is committed or about to be, as paths from the root. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  const paths = listed.toString('utf8').split('\0');
  return [...new Set(paths)].filter((path) => path !== '' && existsSync(join(root, path))).toSorted();
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
