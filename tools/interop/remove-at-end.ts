import { rmSync } from 'node:fs';
import { constants } from 'node:os';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removes the folder when the process ends, by a signal too; SIGKILL leaves it. Returns what does it now. */
export function removeAtEnd(folder: string): () => void {
  // More than once: a program that was just told to end may still write there.
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once('exit', remove);
  for (const signal of endings) process.on(signal, end);
  return () => {
    remove();
    process.off('exit', remove);
    for (const signal of endings) process.off(signal, end);
  };
}

/** By POSIX: a process that a signal ended leaves 128 + its number as exit code. */
function end(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}
