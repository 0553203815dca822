import type { TelegramError } from '../domain/telegram-error.ts';
import type { Pause } from '../vault/sessions/session-vault.ts';

const FLOOD = 420;

/** The pause that Telegram has named for a call: it wants silence until it is over (telegram-sign-in.md 4.3). */
export function pauseIn({ name, code, value }: TelegramError): Pause | undefined {
  return code === FLOOD && value !== undefined && value > 0 ? { errorName: name, forMs: value * 1_000 } : undefined;
}

/** What Telegram would answer now, without asking it. */
export function pauseAsError({ errorName, forMs }: Pause): TelegramError {
  const value = Math.ceil(forMs / 1_000);
  return { name: errorName, raw: errorName.replace(/X$/u, String(value)), code: FLOOD, value };
}
