import { setTimeout as pause } from 'node:timers/promises';
import { type TemporalTrouble, temporalTrouble } from './temporal-trouble.ts';

const PAUSE_MS = 500;

/**
 * Calls Temporal until it answers. The SDK has tried ten times by itself before it reports a transient error; a person
 * still waits, so this goes on until `signal` says otherwise.
 *
 * @param call gets the number of the attempt, from 0
 * @param onNotFound throws for a workflow that is not there; returns where another attempt may find it
 */
export async function patiently<Result>(
  call: (attempt: number) => Promise<Result>,
  options: { signal?: AbortSignal | undefined; onNotFound: (attempt: number) => Promise<void> },
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    options.signal?.throwIfAborted();
    const outcome = await settle(() => call(attempt));
    if (outcome.kind === 'done') return outcome.result;
    options.signal?.throwIfAborted();
    if (outcome.trouble.kind === 'final') throw outcome.trouble.error;
    if (outcome.trouble.kind === 'notFound') await options.onNotFound(attempt);
    await pause(PAUSE_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

type Settled<Result> = { kind: 'done'; result: Result } | { kind: 'failed'; trouble: TemporalTrouble };

async function settle<Result>(call: () => Promise<Result>): Promise<Settled<Result>> {
  try {
    return { kind: 'done', result: await call() };
  } catch (error) {
    return { kind: 'failed', trouble: temporalTrouble(error) };
  }
}
