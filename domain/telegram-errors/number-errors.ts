import { AUTH_PAGE, ERROR_LISTS, type TelegramErrorEntry } from './telegram-error-entry.ts';

/** Telegram objects to the phone number or to the account behind it. */
export const numberErrors = {
  PHONE_NUMBER_INVALID: {
    code: [400, 406],
    meaning: 'Telegram does not accept the number, or it is an anonymous one that takes no login codes.',
    doNext:
      'Compare the enrolled number with the real one and enrol it anew; for +888 numbers switch login codes on at fragment.com.',
    reaction: 'ask',
    source: ERROR_LISTS,
  },
  PHONE_NUMBER_BANNED: {
    code: 400,
    meaning: 'Telegram has banned this number.',
    doNext: 'Appeal from an official app or by mail to recover@telegram.org; nothing here can help.',
    reaction: 'terminal',
    source: 'https://core.telegram.org/api/obtaining_api_id',
  },
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: {
    code: 400,
    meaning: 'There is no account with this number, and this application may not create one.',
    doNext: 'Create the account with an official Telegram app on a phone, then start again.',
    reaction: 'terminal',
    source: ERROR_LISTS,
  },
  PHONE_NUMBER_UNOCCUPIED: {
    code: 400,
    meaning: 'There is no account with this number.',
    doNext: 'Create the account with an official Telegram app on a phone, then start again.',
    reaction: 'terminal',
    source: ERROR_LISTS,
  },
  PHONE_NUMBER_OCCUPIED: {
    code: 400,
    meaning: 'An account was to be created for a number that already has one.',
    doNext: 'Report this as a bug: Latchkey creates no accounts.',
    reaction: 'bug',
    source: ERROR_LISTS,
  },
  PHONE_NUMBER_FLOOD: {
    code: 400,
    meaning: 'Codes were asked for this number too often; Telegram names no end, a day is usual.',
    doNext: 'Leave the number alone until tomorrow.',
    reaction: 'wait',
    source: AUTH_PAGE,
  },
  PHONE_PASSWORD_FLOOD: {
    code: 406,
    meaning: 'There were too many attempts to sign in to this number; Telegram names no end, at least a day is usual.',
    doNext: 'Leave the number alone until tomorrow, and find out who else tries to sign in.',
    reaction: 'wait',
    source: ERROR_LISTS,
  },
  PHONE_PASSWORD_PROTECTED: {
    code: 400,
    meaning: 'Telegram calls the phone password protected; it does not say when it does so.',
    doNext: 'Try with an official app, and contact Telegram if that fails too.',
    reaction: 'terminal',
    source: ERROR_LISTS,
  },
  FIRSTNAME_INVALID: {
    code: 400,
    meaning: 'The first name of a new account is not valid.',
    doNext: 'Report this as a bug: Latchkey creates no accounts.',
    reaction: 'bug',
    source: ERROR_LISTS,
  },
  LASTNAME_INVALID: {
    code: 400,
    meaning: 'The last name of a new account is not valid.',
    doNext: 'Report this as a bug: Latchkey creates no accounts.',
    reaction: 'bug',
    source: ERROR_LISTS,
  },
} as const satisfies Record<string, TelegramErrorEntry>;
