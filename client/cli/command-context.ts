import type { Readable } from 'node:stream';

/** Where a command reads and writes, handed in, so that commands know neither `process` nor its environment. */
export type CommandContext = {
  env: NodeJS.ProcessEnv;
  /** Who acts, for the audit: `cli:` and the user of the operating system. */
  actor: string;
  stdin: Readable;
  /** A person sits there: prompts may be drawn. */
  interactive: boolean;
  /** One line on stdout. */
  print: (line: string) => void;
  /** One line on stderr. */
  note: (line: string) => void;
  /** Ctrl-C outside of a prompt. */
  signal: AbortSignal;
  /** What the process ends with, should nothing throw. */
  exitWith: (code: number) => void;
};
