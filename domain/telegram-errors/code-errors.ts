import { AUTH_PAGE, ERROR_LISTS, TDLIB, type TelegramErrorEntry } from './telegram-error-entry.ts';

/** Sending a login code, asking for another and checking it. */
export const codeErrors = {
  SMS_CODE_CREATE_FAILED: {
    code: 400,
    meaning: 'Telegram could not make the text message.',
    doNext: 'Nothing to do at first: it is tried again. Try later if it stays.',
    reaction: 'same',
    source: ERROR_LISTS,
  },
  SEND_CODE_UNAVAILABLE: {
    code: 406,
    meaning: 'Telegram has no further way to send this code; the code sent before is still valid.',
    doNext:
      'Look for the code in the chat "Telegram" on the devices where the account is open, archived chats included.',
    reaction: 'continue',
    source: ERROR_LISTS,
  },
  PHONE_CODE_EMPTY: {
    code: 400,
    meaning: 'The code was missing from the request.',
    doNext: 'Type the code again, and report it as a bug if it stays.',
    reaction: 'ask',
    source: ERROR_LISTS,
  },
  PHONE_CODE_HASH_EMPTY: {
    code: 400,
    meaning: 'The hash that belongs to the code was missing; Telegram itself sometimes hands out an empty one.',
    doNext: 'Nothing to do: a new code is asked for.',
    reaction: 'restart',
    source: ERROR_LISTS,
  },
  PHONE_CODE_INVALID: {
    code: 400,
    meaning: 'The code is wrong.',
    doNext: 'Compare the code and type it again; too many wrong ones block the number.',
    reaction: 'ask',
    source: ERROR_LISTS,
  },
  PHONE_CODE_EXPIRED: {
    code: 400,
    meaning: 'The code is void: too old, cancelled, asked for with another key, or posted in a Telegram chat.',
    doNext: 'Take the new code from the device and never write it into a Telegram chat.',
    reaction: 'restart',
    source: AUTH_PAGE,
  },
  PHONE_HASH_EXPIRED: {
    code: 400,
    meaning: 'The hash that belongs to the code is void.',
    doNext: 'Nothing to do: a new code is asked for.',
    reaction: 'restart',
    source: ERROR_LISTS,
  },
  AUTH_TOKEN_EXPIRED: {
    code: 400,
    meaning: 'The QR code is too old.',
    doNext: 'Scan the new QR code.',
    reaction: 'restart',
    source: 'https://core.telegram.org/api/qr-login',
  },
  AUTH_TOKEN_INVALID: {
    code: 400,
    meaning: 'Telegram does not know the QR code.',
    doNext: 'Scan the new QR code.',
    reaction: 'restart',
    source: ERROR_LISTS,
  },
  AUTH_TOKEN_INVALIDX: {
    code: 400,
    meaning: 'Telegram does not know the QR code.',
    doNext: 'Scan the new QR code.',
    reaction: 'restart',
    source: ERROR_LISTS,
  },
  AUTH_TOKEN_INVALID2: {
    code: 400,
    meaning: 'Telegram does not know the QR code.',
    doNext: 'Scan the new QR code.',
    reaction: 'restart',
    source: TDLIB,
  },
  AUTH_TOKEN_EXCEPTION: {
    code: 400,
    meaning: 'Telegram could not accept the QR code.',
    doNext: 'Scan the new QR code.',
    reaction: 'restart',
    source: ERROR_LISTS,
  },
  AUTH_TOKEN_ALREADY_ACCEPTED: {
    code: 400,
    meaning: 'The QR code was already used.',
    doNext: 'Scan the new QR code unless the sign-in has gone on.',
    reaction: 'restart',
    source: ERROR_LISTS,
  },
} as const satisfies Record<string, TelegramErrorEntry>;
