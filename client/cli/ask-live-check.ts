import type { NextType } from '../../domain/sent-code.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { type LivePrompt, promptChoice, promptPassword, promptText, type Prompted } from './live-prompt.ts';

const words = texts.liveCheck;

/** What may be asked for as a second code: again, the way Telegram announced, or anew. */
export type SecondSend = { kind: 'resend'; nextType: NextType } | { kind: 'sendAgain' };

export type LiveWish = 'enter' | 'second' | 'noCode' | 'stop';

/** What the person wants to happen with a code that is out. */
export async function askWish(
  { canEnter, second }: { canEnter: boolean; second?: SecondSend },
  signal: AbortSignal,
): Promise<LiveWish> {
  const wish = await promptChoice<LiveWish>(saying(words.whatNow, signal), [
    ...(canEnter ? [{ value: 'enter', label: words.choices.enter } as const] : []),
    ...(second === undefined ? [] : [{ value: 'second', label: labelOf(second) } as const]),
    ...(canEnter ? [{ value: 'noCode', label: words.choices.noCode } as const] : []),
    { value: 'stop', label: words.choices.stop },
  ]);
  return wish.kind === 'answer' ? wish.value : 'stop';
}

function labelOf(second: SecondSend): string {
  if (second.kind === 'sendAgain') return words.choices.sendAgain;
  return fill(words.choices.resend, { way: texts.login.nextWays[second.nextType] });
}

/** Nothing of it is shown: what stands in this terminal is meant for others. */
export async function askHidden(
  question: 'code' | 'firstCode' | 'password',
  signal: AbortSignal,
): Promise<Prompted<string>> {
  return await promptPassword(saying(words[question], signal));
}

export async function askConsent(signal: AbortSignal): Promise<Prompted<string>> {
  return await promptText(saying(words.consent.question, signal));
}

function saying(message: string, signal: AbortSignal): LivePrompt {
  return { message: () => message, signal };
}
