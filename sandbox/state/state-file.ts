import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fileError, StartError } from '../start-error.ts';
import { snapshotSchema } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** The state that a file holds; undefined when there is no such file. */
export async function readState(file: string): Promise<Snapshot | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fileError(error, '--state', file);
  }
  const result = snapshotSchema.safeParse(parsed(text));
  if (result.success) return result.data;
  // Its place alone: what stands there may be a key.
  const where = result.error.issues.flatMap(({ path }) => (path.length === 0 ? [] : [z.core.toDotPath(path)]))[0];
  const wrong = where === undefined ? '' : ` (wrong at ${where})`;
  throw new StartError(`--state: ${file} holds no state of a sandbox${wrong}. Name another file, or delete it.`, {
    cause: result.error,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes the state whole, beside the file and then over it: a reader, or a sandbox that starts after SIGKILL, finds
 * the old state or the new one, never a part. Not synced to disk: a power cut may lose what a kill does not.
 * Changes that come while it writes share the next write.
 */
export class StateFile {
  private readonly file: string;
  private readonly take: () => Snapshot;
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(file: string, take: () => Snapshot) {
    this.file = file;
    this.take = take;
  }

  /** Resolves when everything up to now is in the file. */
  save(): Promise<void> {
    if (this.next) return this.next;
    const after = this.writing.catch(() => undefined);
    this.next = after.then(() => {
      this.next = undefined;
      this.writing = this.write();
      return this.writing;
    });
    return this.next;
  }

  private async write(): Promise<void> {
    const beside = `${this.file}.new`;
    try {
      await writeFile(beside, JSON.stringify(this.take()), { mode: 0o600 });
      await rename(beside, this.file);
    } catch (error) {
      throw fileError(error, '--state', this.file);
    }
  }
}
