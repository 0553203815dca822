import type { Logger as TemporalLogger, LogLevel as TemporalLevel, LogMetadata } from '@temporalio/common';
import type { RuntimeOptions } from '@temporalio/worker';
import { errorFields } from './describe-error.ts';
import type { Logger } from './logger.ts';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const satisfies Record<
  TemporalLevel,
  string
>;

/** Lets Temporal's SDK write through our logger, and so through its redaction. */
export function temporalLogger(logger: Logger): TemporalLogger {
  const log = (level: TemporalLevel, message: string, meta?: LogMetadata): void => {
    const fields: Record<string, unknown> = {};
    for (const [name, value] of Object.entries<unknown>(meta ?? {})) {
      fields[name] = value instanceof Error ? errorFields(value) : value;
    }
    logger[levels[level]](fields, message);
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}

/**
 * For `Runtime.install`, once per process and before the first worker or native connection. The native core's lines are
 * forwarded, for by default it prints them itself, past every redaction. Signals are left to `shutdown.ts`.
 */
export function temporalRuntimeOptions(logger: Logger): RuntimeOptions {
  const detailed = logger.isLevelEnabled('debug');
  return {
    logger: temporalLogger(logger),
    telemetryOptions: {
      logging: { forward: {}, filter: detailed ? { core: 'DEBUG', other: 'WARN' } : { core: 'WARN', other: 'ERROR' } },
    },
    shutdownSignals: [],
  };
}
