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
    throw new StartError(`--state: ${file} is in use by another sandbox. End that one first, or name another file.`, {
      cause,
    });
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
    throw new StartError(
      `--state: ${file}.lock, which keeps a second sandbox away, cannot be written. Name a file in a folder that exists and can be written.`,
      { cause },
    );
  }
}
