import { rmSync } from 'node:fs';
import { constants } from 'node:os';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const folders = new Set<string>();

/** Removes the folder when the process ends, by a signal too; SIGKILL leaves it. Returns what does it now. */
export function removeAtEnd(folder: string): () => void {
  if (folders.size === 0) listen();
  folders.add(folder);
  return () => {
    folders.delete(folder);
    remove(folder);
  };
}

function listen(): void {
  process.once('exit', () => {
    for (const folder of folders) remove(folder);
  });
  // By POSIX: a process that a signal ended leaves 128 + its number as exit code.
  for (const signal of endings) process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

/** More than once: a program that was just told to end may still write there. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
