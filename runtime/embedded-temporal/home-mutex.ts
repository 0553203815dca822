import { closeSync, mkdirSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedTemporalError } from './embedded-temporal-error.ts';
import { serverFiles } from './server-files.ts';

const patienceMs = 10_000;

/**
 * Runs `work` while no other process does so for the same home. An SQLite file serves as the mutex, because the
 * operating system lets go of its lock when a process dies, at whatever instant; a lock file of our own would
 * have to be broken by guessing.
 */
export async function withHomeMutex<T>(home: string, work: () => T | Promise<T>): Promise<T> {
  const mutex = openMutex(home);
  try {
    const giveUpAt = performance.now() + patienceMs;
    while (!tryLock(mutex)) {
      if (performance.now() > giveUpAt) {
        throw new EmbeddedTemporalError(
          'HOME_UNUSABLE',
          `${serverFiles(home).mutex} has been locked by another Latchkey process for ${patienceMs / 1000} s. Try again; if it stays so, end that process.`,
        );
      }
      await sleep(20);
    }
    return await work();
  } finally {
    mutex.close();
  }
}

function openMutex(home: string): DatabaseSync {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const file = serverFiles(home).mutex;
    closeSync(openSync(file, 'a', 0o600));
    return new DatabaseSync(file);
  } catch (cause) {
    throw new EmbeddedTemporalError(
      'HOME_UNUSABLE',
      `${home} cannot be written. Make it writable, or set LATCHKEY_HOME to a directory that is.`,
      { cause },
    );
  }
}

function tryLock(mutex: DatabaseSync): boolean {
  try {
    mutex.exec('BEGIN EXCLUSIVE');
    return true;
  } catch {
    return false;
  }
}
