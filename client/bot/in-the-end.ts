import { setTimeout as pause } from 'node:timers/promises';
import type { Asking } from './asking.ts';
import { sentenceOf } from './sentence-of.ts';

/** An operator's next update waits for this one: longer than that, work goes on beside it. */
const IN_TURN_MS = 4_000;

/**
 * Waits a moment for work, and leaves the rest of it to end by itself; should it fail then, the person is told in a message.
 * True when it has ended in time. Throws what fails in time.
 */
export async function inTheEnd({ parts, ctx }: Asking, work: Promise<unknown>): Promise<boolean> {
  const moment = new AbortController();
  const settled = work.then(() => true);
  const first = await Promise.race([settled, pause(IN_TURN_MS, false, { signal: moment.signal }).catch(() => false)]);
  moment.abort();
  if (first) return true;
  settled.catch(async (error: unknown) => {
    const sentence = sentenceOf(error);
    if (sentence === undefined) parts.logger.error({ err: error }, 'What an operator asked for has failed');
    else await ctx.reply(sentence).catch(() => undefined);
  });
  return false;
}
