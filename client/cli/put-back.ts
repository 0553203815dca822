import type { LiveDone, LiveStep, Seen } from '../../contracts/live-check.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { type Ending, isFlood, progressOf } from '../live-check/progress.ts';
import { refusedWith } from '../live-check/seen-sends.ts';
import * as texts from '../texts/texts.ts';

const words = texts.liveCheck;
const LOG_OUT_TRIES = 3;

/** After these nothing more is asked of Telegram than it takes to put things back. */
const quietAfter: ReadonlySet<Ending> = new Set(['flood', 'left', 'notReached', 'stepFailed']);

type CheckOver = {
  seen: readonly Seen[];
  ending: Ending;
  step: (step: LiveStep, doing: string) => Promise<LiveDone>;
  note: (line: string) => void;
};

/** Logs the check's own session out, or cancels its codes; then asks the one question that takes no code. */
export async function putBack({ seen, ending, step, note }: CheckOver): Promise<void> {
  const { access } = progressOf(seen);
  const logOut = access !== 'none';
  try {
    if (access === 'signedIn') await step({ kind: 'whoAmI' }, words.checking);
    for (let tries = 0; tries < LOG_OUT_TRIES; tries += 1) {
      const { seen: ended } = await step({ kind: 'end', logOut }, words.ending);
      if (!logOut || isLoggedOut(ended) || ended.some((each) => isFlood(refusedWith(each) ?? ''))) break;
    }
    if (!quietAfter.has(ending)) await step({ kind: 'parallel' }, words.looking);
  } catch (error) {
    note(describeError(error));
  }
  if (logOut && !isLoggedOut(seen)) note(words.signOutByHand);
}

export function isLoggedOut(seen: readonly Seen[]): boolean {
  return seen.some(({ method, answer }) => method === 'auth.logOut' && answer.kind === 'done');
}
