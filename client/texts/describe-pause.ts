import type { TelegramError } from '../../domain/telegram-error.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { type TimeStyle, until } from './times.ts';

/** Telegram has not looked at what was entered, and wants silence first. Nothing enters it again but a person. */
export function describePause(
  wanted: string,
  { untilMs, error }: { untilMs: number; error: TelegramError },
  nowMs: number,
  style: TimeStyle,
): readonly string[] {
  if (untilMs <= nowMs) return [texts.login.pauseOver];
  return [fill(wanted, { time: until(untilMs, nowMs, style) }), ...describeTelegramError(error.raw)];
}
