import { rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileError, StartError } from '../start-error.ts';

export interface StateLock {
  release(): void;
  /** For a start that failed: also removes the lock's file where this start made it. */
  undo(): void;
}

/**
 * Keeps a second sandbox from the same state. An SQLite file beside it serves as the lock, because the operating system
 * lets go when the process dies, at whatever instant. The file itself stays, empty.
 */
export function lockState(file: string): StateLock {
  const path = `${file}.lock`;
  for (let attempt = 1; attempt <= 10; attempt++) {
    const made = makeFile(file, path);
    const inode = inodeOf(path);
    const lock = openLock(file, path);
    const release = (): void => {
      if (lock.isOpen) lock.close();
    };
    const undo = (): void => {
      if (made && lock.isOpen) remove(path);
      release();
    };
    if (inode === inodeOf(path)) return { release, undo };
    // A start that failed has removed the file after it was opened here.
    release();
  }
  throw inUse(file);
}

/** Never opens a file that is there: closing one lets go of all locks that this process has on it (fcntl(2)). */
function makeFile(file: string, path: string): boolean {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw fileError(cause, '--state', file);
  }
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

/** While it is held, so that nobody else relies on it. */
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

function inUse(file: string, cause?: unknown): StartError {
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
