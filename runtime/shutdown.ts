import type { Logger } from './logger.ts';

export type Shutdown = {
  /** Aborted when the process has been asked to stop: by a signal, or by {@link Shutdown.stop}. */
  signal: AbortSignal;
  /** Registers what must be closed. Closers run one after the other, the last registered first. */
  onClose(what: string, close: () => unknown): void;
  /** Stops as a signal would. Settles when everything is closed (or the limit has passed). Harmless to repeat. */
  stop(): Promise<void>;
};

export type ShutdownOptions = {
  logger: Logger;
  /** For all closers together. What must finish (a send in flight) needs its whole time within it. */
  limitMs: number;
  /** One line for the screen. */
  onNotice?: (line: string) => void;
  /** Ends the process; for tests. */
  exit?: (code: number) => void;
};

/** By POSIX: a process that a signal ended leaves 128 + its number as exit code. */
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Under `npm run`, one Ctrl-C arrives twice: from the terminal, and again from npm. A person needs longer for a second one. */
const sameKeyPressMs = 400;

/**
 * Takes over SIGINT, SIGTERM and SIGHUP: the first asks for a graceful stop and, when everything is closed, ends the
 * process with 0 (1 if a closer failed or the limit passed); a second one ends it at once.
 */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { logger, limitMs, onNotice, exit = (code: number) => process.exit(code) } = options;
  const controller = new AbortController();
  const closers: { what: string; close: () => unknown }[] = [];
  let closing: Promise<boolean> | undefined;
  let firstAt = Number.NEGATIVE_INFINITY;

  const close = (): Promise<boolean> => {
    controller.abort(new Error('the process was asked to stop'));
    return (closing ??= closeAll(closers, limitMs, logger));
  };

  const onSignal = (name: string, number: number): void => {
    if (performance.now() - firstAt < sameKeyPressMs) return;
    if (firstAt > 0) {
      logger.warn({ signal: name }, 'second signal: ending at once');
      exit(128 + number);
      return;
    }
    firstAt = performance.now();
    onNotice?.(
      `Stopping; what is under way finishes first (at most ${Math.ceil(limitMs / 1000)} s). Once more to force it.`,
    );
    logger.info({ signal: name }, 'stopping');
    void close().then((clean) => exit(clean ? 0 : 1));
  };
  const handlers = Object.entries(signals).map(([name, number]) => ({ name, handler: () => onSignal(name, number) }));
  for (const { name, handler } of handlers) process.on(name, handler);

  return {
    signal: controller.signal,
    onClose: (what, closer) => void closers.push({ what, close: closer }),
    stop: async () => {
      await close();
      for (const { name, handler } of handlers) process.off(name, handler);
    },
  };
}

async function closeAll(
  closers: { what: string; close: () => unknown }[],
  limitMs: number,
  logger: Logger,
): Promise<boolean> {
  let clean = true;
  const all = async (): Promise<'closed'> => {
    // Popped one by one: a closer registered while closing is closed as well.
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) {
      try {
        await next.close();
      } catch (error) {
        clean = false;
        logger.error({ err: error, what: next.what }, 'closing failed');
      }
    }
    return 'closed';
  };
  const limit = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => limit.resolve('late'), limitMs);
  const outcome = await Promise.race([all(), limit.promise]);
  clearTimeout(timer);
  if (outcome === 'closed') return clean;
  logger.error({ limitMs }, 'not everything was closed in time');
  return false;
}
