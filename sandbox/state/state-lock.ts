import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../start-error.ts';

/**
 * Keeps a second sandbox from the same state. An SQLite file beside it serves as the lock, because the operating system
 * lets go when the process dies, at whatever instant. The file itself stays, empty.
 */
export function lockState(file: string): { release(): void } {
  const lock = openLock(file);
  try {
    // Nothing is written, so no journal need lie beside it either.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw isBusy(cause) ? inUse(file, cause) : noLock(file, cause);
  }
  return {
    release: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

function openLock(file: string): DatabaseSync {
  try {
    return new DatabaseSync(`${file}.lock`);
  } catch (cause) {
    throw noLock(file, cause);
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
      'Name a file in a folder that exists and can be written, or delete the lock when no sandbox runs.',
    { cause },
  );
}
