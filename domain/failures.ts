/** What ended a sign-in or kept it from starting: what happened, then what to do. Explained in docs/failures.md. */
export type Failure = { what: string; doNext: string };

/** Telegram's own errors have their own catalogue (telegram-errors.ts); here they are `TELEGRAM_REFUSED`. */
export const failures = {
  TELEGRAM_REFUSED: {
    what: 'Telegram refused the sign-in.',
    doNext: 'Read what Telegram said below; docs/failures.md has a paragraph on each of its errors.',
  },
  NOBODY_WAITING: {
    what: 'The sign-in reached a worker only after the person had stopped waiting.',
    doNext: 'Start it again; nothing was sent.',
  },
  NUMBER_NOT_ENROLLED: {
    what: 'This number is not enrolled.',
    doNext: 'Enrol it on the host with "latchkey numbers add +… --label … --owner …".',
  },
  ALREADY_SIGNED_IN: {
    what: 'This number has a working session in the vault.',
    doNext: 'Use that session, or sign in once more, beside it.',
  },
  OWNER_ENDED_SESSION: {
    what: "The account's owner has ended a session that Latchkey had.",
    doNext:
      'Ask the owner first. Then an admin may begin again and says why, on the page of this sign-in in the console or on the host.',
  },
  SEND_BUDGET_USED_UP: {
    what: 'All sends allowed for this number in 24 hours are used up.',
    doNext:
      'Wait until one is free again, or sign in by QR code, which costs no send; Telegram itself blocks a number after about five sign-ins a day.',
  },
  ENVIRONMENT_MISMATCH: {
    what: 'The worker talks to another data centre than the one this sign-in was started for.',
    doNext: 'Give the worker and the command the same TELEGRAM_DC, then start again.',
  },
  DC_UNREACHABLE: {
    what: "Telegram's data centre cannot be reached.",
    doNext: 'Check the network of the worker and TELEGRAM_DC; attempts go on by themselves for a while.',
  },
  KEY_EXCHANGE_FAILED: {
    what: 'No authorization key could be made with the data centre.',
    doNext: 'Check TELEGRAM_DC_KEY and the clock of the worker, then start again.',
  },
  AUTH_KEY_UNKNOWN: {
    what: 'The data centre no longer knows the authorization key of this sign-in.',
    doNext: 'Start again: a new key is made.',
  },
  API_ID_INVALID: {
    what: 'Telegram does not accept the api_id and api_hash.',
    doNext: 'Compare TELEGRAM_API_ID and TELEGRAM_API_HASH with https://my.telegram.org, then restart the worker.',
  },
  LIBRARY_TOO_OLD: {
    what: 'Telegram answered with something that this version of the MTProto library does not know.',
    doNext: 'Update Latchkey; until then this number cannot be signed in here.',
  },
  WORKER_LOST: {
    what: 'The worker was lost before it sent anything.',
    doNext: 'Nothing to do: the next worker tries again by itself.',
  },
  SESSION_BUSY: {
    what: 'Another worker still holds the connection of this sign-in.',
    doNext: 'Nothing to do: it is free a few seconds after that worker has gone.',
  },
  USERS_ONLY: {
    what: 'The account that signed in is a bot.',
    doNext: 'Use the bot token instead; only user accounts sign in here. The session was ended.',
  },
  OTHER_ACCOUNT: {
    what: 'The QR code was scanned with another account than that of this number.',
    doNext:
      'Start again, and scan with Telegram on a phone where the account of this number is chosen. The other account was signed out.',
  },
  ACCOUNT_NOT_PROVEN: {
    what: 'Telegram does not say which number the account has that scanned the QR code.',
    doNext:
      'Sign in by code instead. The account was signed out, for nothing proves that it is the one of this number.',
  },
  NO_VAULT_SESSION: {
    what: 'The vault holds no working session of this number that could accept the QR code.',
    doNext: 'Scan it with a phone where the account is open, or ask for a code.',
  },
  NO_ACCOUNT: {
    what: 'There is no Telegram account with this number.',
    doNext: 'Create it with an official Telegram app on a phone, then start again.',
  },
  EMPTY_CODE_HASH: {
    what: 'Telegram sent a code without the hash that belongs to it.',
    doNext: 'Start again later; the code that may arrive cannot be used.',
  },
  LOGIN_EMAIL_NOT_SUPPORTED: {
    what: 'Telegram wants this account to sign in by e-mail.',
    doNext: 'Start again: sign-ins of an earlier version cannot do that, newer ones can.',
  },
  PAYMENT_REQUIRED: {
    what: 'Telegram wants a payment before it sends a code to this number.',
    doNext: 'Sign in with an official app first; Latchkey pays for nothing.',
  },
  PASSWORD_ALGORITHM_UNKNOWN: {
    what: 'The account uses a password algorithm that this version does not know.',
    doNext: 'Update Latchkey, then start again.',
  },
  TOO_MANY_RESTARTS: {
    what: 'Telegram asked several times in a row to begin again.',
    doNext: 'Start again in some minutes.',
  },
  OUTCOME_UNKNOWN: {
    what: 'The answer to a call was lost, so nobody knows whether it had an effect.',
    doNext: 'Follow what the sign-in offers; nothing is sent twice by itself.',
  },
} as const satisfies Record<string, Failure>;

export type FailureCode = keyof typeof failures;

export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(failures, text);
}
