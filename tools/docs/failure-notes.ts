import type { FailureCode } from '../../domain/failures.ts';

/** What docs/failures.md says about each failure beyond its two sentences: when it comes, and what it left behind. */
export const failureNotes: Record<FailureCode, string> = {
  TELEGRAM_REFUSED:
    'The view names the error as Telegram wrote it. The code that is out is cancelled, the key of this sign-in ' +
    'forgotten; other sessions of the number stay as they are.',
  NOBODY_WAITING:
    'A start is valid for 2 minutes. It can wait longer when no worker ran or Temporal was down, and a code that ' +
    'nobody looks for costs one of the few sends a number has in a day.',
  NUMBER_NOT_ENROLLED:
    'Only numbers that somebody at the host has enrolled are signed in. It also ends a running sign-in whose number was removed meanwhile.',
  ALREADY_SIGNED_IN:
    'The view names the account. With `--again` the new sign-in gets a key of its own; the session that works stays ' +
    'untouched, whatever becomes of the new one. Nothing was sent: `list` and `show` go on with the sign-in that ' +
    'worked, and the audit has the refused start as `notSent`.',
  OWNER_ENDED_SESSION:
    'Telegram said SESSION_REVOKED, or that nobody is signed in any more with a key that was. A start asks Telegram about the ' +
    'session in the vault before it says ALREADY_SIGNED_IN; that is when it is learned, besides in a sign-in under way. From ' +
    'then on nothing is sent for this number, with `--again` neither, until somebody gives a reason, which the audit keeps; ' +
    'a sign-in that succeeds ends that.',
  SEND_BUDGET_USED_UP:
    'Counted per number over all its sign-ins, cancelled ones included, in any 24 hours: 4 by default ' +
    '(`LATCHKEY_SENDS_PER_DAY`). A send that Telegram refused or that certainly never left does not count; one whose ' +
    'answer was lost, or that Telegram failed at inside (500, −503), does. The view says when the next one is free.',
  ENVIRONMENT_MISMATCH:
    'A sign-in is for Telegram or for the data centre that `TELEGRAM_DC` names, never for both. Nothing was sent.',
  DC_UNREACHABLE:
    'The call certainly did not reach Telegram, so it is made again after 1, 2, 4 … 60 seconds, 12 times at most. It ' +
    'does not count as a send.',
  KEY_EXCHANGE_FAILED:
    'Nothing about a person was sent. The data centre has another RSA key than `TELEGRAM_DC_KEY`, or its answers were ' +
    'not as the protocol wants them: a fault, or somebody in between. It is tried again a few times, like ' +
    'DC_UNREACHABLE.',
  AUTH_KEY_UNKNOWN:
    'A code belongs to the key that asked for it, so the sign-in cannot go on without that key. Telegram forgets keys ' +
    'that nobody has signed in with.',
  API_ID_INVALID:
    'The pair is checked by Telegram, not by Latchkey, so a typing error shows at the first sign-in. The worker reads ' +
    'both at its start only.',
  LIBRARY_TOO_OLD:
    "Latchkey speaks layer 198 of Telegram's protocol. The view or the log names the unknown constructor; please " +
    'report it with that number.',
  WORKER_LOST:
    'The vault holds no note of the call, and every call is noted before it is made. The next attempt follows after a second.',
  SESSION_BUSY:
    'Two connections with one key would make Telegram destroy the session, so a key has one holder at a time. A ' +
    'killed holder loses it after 3 seconds.',
  USERS_ONLY: 'Telegram lets bots take part in its protocol, too, but their way in is a token.',
  OTHER_ACCOUNT:
    'Whoever scans a QR code lets their own account in, whichever number the sign-in is for. The account that Telegram ' +
    'names is compared with the number; another one is signed out at once, again and again until Telegram has heard ' +
    'of it, and neither the vault nor any view keeps a word about it. Where a password comes between, it shows only after the password.',
  ACCOUNT_NOT_PROVEN:
    'A sign-in by QR code proves itself by nothing but the phone number that Telegram gives of the account. Without ' +
    'one it is treated as another account: signed out, nothing kept.',
  NO_VAULT_SESSION:
    'Only a session of the same number may accept, and Telegram is asked first whose it is. The QR code stays; the wait for a scan goes on.',
  NO_ACCOUNT: 'Telegram said that this number would have to sign up. Latchkey creates no accounts.',
  EMPTY_CODE_HASH:
    'Seen with some api ids. The sign-in waits a minute and asks once more; this is the second time in a row.',
  LOGIN_EMAIL_NOT_SUPPORTED:
    'Telegram asks accounts that sign in often for an e-mail address. The code that was asked for is cancelled.',
  PAYMENT_REQUIRED: 'Telegram wants this where text messages are dear. Nothing was paid and nothing sent.',
  PASSWORD_ALGORITHM_UNKNOWN:
    'The password was not asked for, or not sent. Telegram has used one algorithm since 2018; a second one means a newer protocol.',
  TOO_MANY_RESTARTS:
    'AUTH_RESTART and its kin are followed three times, after 1, 2 and 4 seconds, failures inside Telegram after a minute ' +
    'each; then somebody should look.',
  OUTCOME_UNKNOWN:
    'A worker was killed, or a connection lost, between a call and its answer. After a lost `auth.sendCode` a code ' +
    'may come and cannot be used, for its hash was in the answer. After a lost `auth.resendCode` the code that comes ' +
    'may be tried. A lost check of a code or a password is settled by asking Telegram who the key is.',
};
