import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Whether any process has the server's database open. Temporal's server itself opens a file that another server
 * uses and damages it without a word, and our lock cannot know of a server somebody started by hand or in another
 * container. Exclusive locking mode fails while anybody has the file open, also in WAL mode.
 */
export function databaseInUse(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    // A file that is broken in another way is left to the server, which says so in its log.
    return error instanceof Error && /locked|busy/i.test(error.message);
  } finally {
    database.close();
  }
}
