import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Lines of a stream as they are asked for; `undefined` when it has ended. A last line without its end counts. */
export type NextLine = () => Promise<string | undefined>;

export function linesOf(stream: Readable): { next: NextLine; close: () => void } {
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  const lines = reader[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { done, value } = await lines.next();
      return done === true ? undefined : value;
    },
    close: () => reader.close(),
  };
}
