import type { TelegramError } from '../domain/telegram-error.ts';
import type { OpenFailure } from './gateway.ts';

const CODES: Readonly<Record<string, OpenFailure['code']>> = {
  API_ID_INVALID: 'API_ID_INVALID',
  CONNECTION_API_ID_INVALID: 'API_ID_INVALID',
  CONNECTION_LAYER_INVALID: 'LIBRARY_TOO_OLD',
  INPUT_LAYER_INVALID: 'LIBRARY_TOO_OLD',
  UPDATE_APP_TO_LOGIN: 'LIBRARY_TOO_OLD',
  AUTH_KEY_INVALID: 'AUTH_KEY_UNKNOWN',
  AUTH_KEY_UNREGISTERED: 'AUTH_KEY_UNKNOWN',
};

/** Telegram answered the introduction of a connection with an error. */
export function refusedWhileOpening(error: TelegramError): OpenFailure {
  const code = Object.hasOwn(CODES, error.name) ? CODES[error.name] : undefined;
  return {
    kind: 'failed',
    code: code ?? 'TELEGRAM_REFUSED',
    reason: `Telegram refused the connection with ${error.raw}.`,
    error,
  };
}
