import { failures } from '../../domain/failures.ts';
import type { Why } from '../../domain/login-state.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { type TimeStyle, when } from './times.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';

/** What happened and what to do: our catalogue, and Telegram's where the reason came from there. */
export function describeWhy(why: Why, nowMs: number, style: TimeStyle): readonly string[] {
  const { what, doNext } = failures[why.code];
  const detail = why.detail === undefined ? [] : [fill(texts.login.why.detail, { detail: why.detail })];
  const free =
    why.freeAtMs === undefined ? [] : [fill(texts.login.why.nextFree, { time: when(why.freeAtMs, nowMs, style) })];
  if (why.error === undefined) return [what, ...detail, ...free, doNext];
  const said = describeTelegramError(why.error.raw);
  // "Telegram refused the sign-in" says nothing that its own error does not say better.
  return why.code === 'TELEGRAM_REFUSED' ? [...said, ...detail, ...free] : [what, ...said, ...detail, ...free, doNext];
}
