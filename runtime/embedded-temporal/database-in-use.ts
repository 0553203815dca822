import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that is ending lets go of its files last, so a file is only in use when it stays so for this long. */
const lettingGoMs = 3_000;

/**
 * Whether any process has the server's database open. Temporal's server itself opens a file that another server
 * uses and damages it without a word, and our lock cannot know of a server somebody started by hand or in another
 * container.
 */
export async function databaseInUse(file: string): Promise<boolean> {
  const giveUpAt = performance.now() + lettingGoMs;
  while (isOpenElsewhere(file)) {
    if (performance.now() > giveUpAt) return true;
    await sleep(50);
  }
  return false;
}

/** Exclusive locking mode fails while anybody has the file open, also in WAL mode. */
function isOpenElsewhere(file: string): boolean {
  if (!existsSync(file)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    // A file that cannot be opened, or is broken in another way, is left to the server, which says so in its log.
    return error instanceof Error && /locked|busy/i.test(error.message);
  } finally {
    database?.close();
  }
}
