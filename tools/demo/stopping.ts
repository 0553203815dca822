/** The demo was told to stop. `exitCode` is what shells give a program that this signal ended. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
  readonly by: string;
  readonly exitCode: number;

  constructor(by: string, number: number) {
    super(`Stopped by ${by}.`);
    this.by = by;
    this.exitCode = 128 + number;
  }
}

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const SIGPIPE = 13;

/**
 * Takes over the signals that end a program: whoever listens to the result closes what is open, and ends. Further
 * signals change nothing: closing takes seconds, and one Ctrl-C under npm arrives twice.
 */
export function watchForStops(): AbortSignal {
  const stopping = new AbortController();
  for (const [name, number] of Object.entries(signals)) {
    process.on(name, () => stopping.abort(new StoppedError(name, number)));
  }
  // Whoever read the output has gone, or the window was closed.
  for (const stream of [process.stdin, process.stdout, process.stderr]) {
    const gone = stream.isTTY ? new StoppedError('SIGHUP', signals.SIGHUP) : new StoppedError('SIGPIPE', SIGPIPE);
    stream.on('error', () => stopping.abort(gone));
  }
  process.on('uncaughtException', (error) => stopping.abort(error));
  return stopping.signal;
}

/** Settles with `work`, or throws the signal's reason as soon as there is one; nobody then hears of `work` any more. */
export async function unlessStopped<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(reasonOf(signal));
  stopped.catch(() => undefined);
  work.catch(() => undefined);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
