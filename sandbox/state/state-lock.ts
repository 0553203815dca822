import { rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileError, StartError } from '../start-error.ts';

/**
 * Keeps a second sandbox from the same state. An SQLite file beside it serves as the lock, because the operating system
 * lets go when the process dies, at whatever instant; then the file itself stays, empty.
 */
export function lockState(file: string): { release(): void } {
  const path = `${file}.lock`;
  for (;;) {
    const inode = makeFile(file, path);
    const lock = openLock(file, path);
    if (inode !== inodeOf(path)) {
      // Whoever held the lock removed that file after it was opened here.
      lock.close();
      continue;
    }
    return {
      release: () => {
        if (!lock.isOpen) return;
        remove(path);
        lock.close();
      },
    };
  }
}

/** Never opens a file that is there: closing one lets go of all locks that this process has on it (fcntl(2)). */
function makeFile(file: string, path: string): bigint | undefined {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    if (!exists) throw fileError(cause, '--state', file);
  }
  return inodeOf(path);
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

function openLock(file: string, path: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path);
    // Nothing is written, so no journal need lie beside it either.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    throw isBusy(cause) ? inUse(file, cause) : noLock(file, cause);
  }
}

/** While it is held. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Windows removes no file that is open. There it stays.
  }
}

/** SQLITE_BUSY, with whatever SQLite adds in the upper bits. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}

function inUse(file: string, cause: unknown): StartError {
  return new StartError(`--state: ${file} is in use by another sandbox. End that one first, or name another file.`, {
    cause,
  });
}

function noLock(file: string, cause: unknown): StartError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new StartError(
    `--state: ${file}.lock, which keeps a second sandbox away, cannot be used${why}. ` +
      'Name another file, or delete the lock when no sandbox runs.',
    { cause },
  );
}
