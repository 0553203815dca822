import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';
import { errorFields } from './describe-error.ts';
import { shortLine } from './log-line.ts';
import { redactFields, redactPaths } from './redaction.ts';
import { scrubText } from './scrub-text.ts';

export type { Logger } from 'pino';

export type LoggerOptions = {
  /** Which part of Latchkey speaks: `worker`, `bot`. */
  name: string;
  level: LogLevel;
  /** Where lines go, each with its line end; stderr unless given. */
  destination?: { write(line: string): unknown };
  /** Short lines for people instead of JSON. By default where stderr is a terminal. */
  short?: boolean;
};

/**
 * A pino logger that cannot say a secret: every finished line is taken apart and redacted before it is written, so child
 * loggers, serializers, messages and stacks of other libraries all pass the same gate.
 */
export function createLogger(options: LoggerOptions): Logger {
  const destination = options.destination ?? process.stderr;
  const short = options.short ?? (options.destination === undefined && process.stderr.isTTY);
  return pino(
    {
      name: options.name,
      level: options.level,
      // No host name: a log leaves the machine, and says nothing of where it was written.
      base: { pid: process.pid },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: errorFields, error: errorFields },
      redact: { paths: redactPaths, censor: '[redacted]' },
    },
    { write: (line: string) => void destination.write(redactedLine(line, short)) },
  );
}

function redactedLine(line: string, short: boolean): string {
  let fields: unknown;
  try {
    fields = redactFields(JSON.parse(line));
  } catch {
    // pino writes JSON; should a line ever not be, it is scrubbed as the text it is.
    return scrubText(line);
  }
  return `${short ? shortLine(fields) : JSON.stringify(fields)}\n`;
}
