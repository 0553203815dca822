import { type TelegramErrorEntry, telegramErrorEntry } from '../telegram-errors.ts';
import { isServerTrouble, reactionToUnknown } from '../telegram-errors/server-trouble.ts';
import type { TelegramError } from '../telegram-error.ts';
import { LONGEST_WAIT_MS, UNNAMED_FLOOD_MS } from '../limits.ts';
import type { Why } from '../login-state.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';

type Rules = { rulesVersion: number };

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

export function courseAfter(rules: Rules, error: TelegramError): Course {
  return courses[reactionTo(rules, error)];
}

/** By the catalogue; a name that is not in it is judged by its number, and shown as it came. */
function reactionTo(rules: Rules, error: TelegramError): TelegramErrorEntry['reaction'] {
  const isOld = !knowsWholeProtocol(rules);
  // Before rules 2 a session that its owner had ended was replaced by itself.
  if (isOld && error.name === 'SESSION_REVOKED') return 'relogin';
  return telegramErrorEntry(error.name)?.reaction ?? (isOld ? 'terminal' : reactionToUnknown(error));
}

/**
 * A send that Telegram failed at inside may have gone out: it counts as one. AUTH_RESTART and its kin say instead that nothing
 * was begun. Before rules 2 every refused send was given back.
 */
export function mayHaveSent(rules: Rules, error: TelegramError): boolean {
  return knowsWholeProtocol(rules) && isServerTrouble(error) && reactionTo(rules, error) !== 'restart';
}

/** Seconds where Telegram names them; a flood without a number lasts until the next day. */
export function waitMsOf(error: TelegramError): number {
  return error.value === undefined ? UNNAMED_FLOOD_MS : Math.min(Math.max(error.value, 1) * 1_000, LONGEST_WAIT_MS);
}

/** Nothing will ever be answered under this key again. */
export function killsKey(rules: Rules, error: TelegramError): boolean {
  return reactionTo(rules, error) === 'relogin';
}

export function refusedBy(rules: Rules, error: TelegramError): Why {
  if (error.name === 'API_ID_INVALID') return { code: 'API_ID_INVALID', error };
  if (error.name === 'SESSION_REVOKED' && knowsWholeProtocol(rules)) return { code: 'OWNER_ENDED_SESSION', error };
  return { code: 'TELEGRAM_REFUSED', error };
}
