import { type TelegramErrorEntry, telegramErrorEntry } from '../telegram-errors.ts';
import type { TelegramError } from '../telegram-error.ts';
import { LONGEST_WAIT_MS, UNNAMED_FLOOD_MS } from '../limits.ts';
import type { Why } from '../login-state.ts';

/** What a refused call makes of a sign-in, where the call itself has no better answer. */
export type Course = 'wait' | 'same' | 'restart' | 'refetch' | 'end';

const courses: Record<TelegramErrorEntry['reaction'], Course> = {
  wait: 'wait',
  same: 'same',
  restart: 'restart',
  relogin: 'restart',
  refetch: 'refetch',
  ask: 'end',
  migrate: 'end',
  continue: 'end',
  terminal: 'end',
  operator: 'end',
  bug: 'end',
};

/** An error nobody has catalogued ends the sign-in and is shown as it came. */
export function courseAfter(error: TelegramError): Course {
  const entry = telegramErrorEntry(error.name);
  return entry === undefined ? 'end' : courses[entry.reaction];
}

/** Seconds where Telegram names them; a flood without a number lasts until the next day. */
export function waitMsOf(error: TelegramError): number {
  return error.value === undefined ? UNNAMED_FLOOD_MS : Math.min(Math.max(error.value, 1) * 1_000, LONGEST_WAIT_MS);
}

/** Nothing will ever be answered under this key again. */
export function killsKey(error: TelegramError): boolean {
  return telegramErrorEntry(error.name)?.reaction === 'relogin';
}

export function refusedBy(error: TelegramError): Why {
  return error.name === 'API_ID_INVALID' ? { code: 'API_ID_INVALID', error } : { code: 'TELEGRAM_REFUSED', error };
}
