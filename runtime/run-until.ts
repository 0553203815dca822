import type { Worker } from '@temporalio/worker';
import { onAbort } from './on-abort.ts';

/** Runs a Temporal worker until the signal, and until everything under way has finished. */
export async function runUntil(worker: Worker, signal: AbortSignal, onReady?: () => void): Promise<void> {
  const running = worker.run();
  const forget = onAbort(signal, () => worker.shutdown());
  onReady?.();
  try {
    await running;
  } finally {
    forget();
  }
}
