import { applicationErrors } from './telegram-errors/application-errors.ts';
import { codeErrors } from './telegram-errors/code-errors.ts';
import { emailErrors } from './telegram-errors/email-errors.ts';
import { movedErrors } from './telegram-errors/moved-errors.ts';
import { numberErrors } from './telegram-errors/number-errors.ts';
import { passwordErrors } from './telegram-errors/password-errors.ts';
import { serverErrors } from './telegram-errors/server-errors.ts';
import { sessionErrors } from './telegram-errors/session-errors.ts';
import type { TelegramErrorEntry } from './telegram-errors/telegram-error-entry.ts';

export type { TelegramErrorEntry } from './telegram-errors/telegram-error-entry.ts';

/**
 * Every error that a sign-in can get from Telegram, keyed by its normalised name (`TelegramError.name`):
 * numbers and challenge texts in a name are replaced by `X`.
 */
export const telegramErrors = {
  ...movedErrors,
  ...applicationErrors,
  ...numberErrors,
  ...codeErrors,
  ...emailErrors,
  ...passwordErrors,
  ...sessionErrors,
  ...serverErrors,
} as const satisfies Record<string, TelegramErrorEntry>;

export type TelegramErrorName = keyof typeof telegramErrors;

/** The entry of a normalised name; undefined for an error that nobody has catalogued: show it as it came. */
export function telegramErrorEntry(name: string): TelegramErrorEntry | undefined {
  return isTelegramErrorName(name) ? telegramErrors[name] : undefined;
}

function isTelegramErrorName(name: string): name is TelegramErrorName {
  return Object.hasOwn(telegramErrors, name);
}
