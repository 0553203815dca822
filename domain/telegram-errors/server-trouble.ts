import type { TelegramError } from '../telegram-error.ts';
import type { TelegramErrorEntry } from './telegram-error-entry.ts';

/** Telegram has read the call and says no. Every other number is trouble of its own: https://core.telegram.org/api/errors. */
const REFUSING: ReadonlySet<number> = new Set([303, 400, 401, 403, 404, 406, 420]);

/** Telegram failed inside, or answers with a number that nobody knows: what the call did is not said. */
export function isServerTrouble({ code }: TelegramError): boolean {
  return !REFUSING.has(code);
}

/** What a sign-in does with a name that is in no catalogue: its number says as much as that. */
export function reactionToUnknown(error: TelegramError): TelegramErrorEntry['reaction'] {
  if (isServerTrouble(error)) return 'same';
  return error.code === 420 && error.value !== undefined ? 'wait' : 'terminal';
}
