import type { Plural } from '../plural.ts';
import { doctor } from './doctor.ts';
import { hints } from './hints.ts';
import { services } from './services.ts';

const sessionsStay: Plural = {
  one: '{count} session of it stays sealed in the vault and valid at Telegram. To end it, open Telegram as that account, go to Settings, Devices, and end the entries of Latchkey there.',
  other:
    '{count} sessions of it stay sealed in the vault and valid at Telegram. To end them, open Telegram as that account, go to Settings, Devices, and end the entries of Latchkey there.',
};

/** What commands say, besides their help and the texts of sign-ins. In braces: filled in. */
export const cli = {
  doctor,
  hints,
  services,

  // Prompts
  whatNow: 'What now?',
  typeIt: 'Type it',
  wait: 'Wait',
  waitingForScan: 'Waiting for the scan; Enter for other choices',
  otherChoices: 'Enter alone for other choices',
  whenQuestion:
    'When is somebody there? For example "in 2 h", "17:30", "tomorrow 09:00" or "2026-12-01 09:00 Europe/Berlin" ({timeZone} where no zone is named). Enter alone ends the sign-in.',
  whenUnclear:
    'That is no time that Latchkey understands. For example: "in 2 h", "17:30", "tomorrow 09:00", "monday 09:00 Europe/Berlin". Enter alone ends the sign-in.',
  whenWrong:
    'That is no time that Latchkey understands. For example: "in 2 h", "17:30", "tomorrow 09:00", "monday 09:00 Europe/Berlin".',
  resetQuestion:
    'This takes the login e-mail address from the account, for good. Type the last four digits of the number to go on:',
  openQuestion: 'Is this account open in Telegram on any device?',
  yes: 'Yes',
  no: 'No',
  unknown: 'I do not know',

  // A forgotten password
  recovery: {
    setNew: 'Set a new password',
    remove: 'Remove the password',
    newPassword: 'New password of two-step verification?',
    newPasswordAgain: 'The new password once more?',
    hint: 'A hint for it, which Telegram shows to whoever is asked for it? Enter alone for none.',
    confirmNewPassword:
      'The new password takes the place of the old one on all devices of the account. To confirm, type the last four digits of its number.',
    confirmRemoval:
      'Without a password, a login code alone opens the account. To confirm its removal, type the last four digits of its number.',
    sayWhich:
      'Say what is to become of the password: "latchkey recover +… --new-password", or "latchkey recover +… --remove-password".',
    oneOfBoth: 'A password is replaced or removed, not both. Leave out --new-password or --remove-password.',
    noConfirmation:
      'stdin has no line. Write the last four digits of the number to stdin, or run the command at a terminal.',
    noNewPassword:
      'stdin has no second line. Write the new password to it, after the last four digits of the number, or run the command at a terminal.',
    notNow: 'There is no password to be recovered now: {headline}.',
  },

  // What counts down beside a prompt; {time} is "in 42 s"
  countdown: {
    automatic: '({way} {time})',
    held: '({way} {time}, held back while you type)',
    onRequest: '({way} can be asked for {time})',
    deadline: '(the sign-in ends {time})',
    scan: '(somebody is asked again {time})',
    goesOn: '(goes on by itself {time})',
    freshCode: '(a fresh code can be asked for {time})',
    nextCode: '(the next code goes out {time})',
  },

  // While something is under way
  waiting: 'Waiting {countdown}',
  checkingPassword: 'Checking the password',
  oneMoment: 'One moment',
  temporalLost: 'Temporal cannot be reached. Nothing is lost; what is typed now is handed in once it is back.',
  temporalBack: 'Temporal can be reached again.',

  // Notes beside a sign-in
  joined: 'A sign-in of {number} is running already, started by {actor}: going on with it.',
  reasonNotKept: 'The reason was not kept: it belongs to the start of a sign-in, and this one had begun.',
  answeredElsewhere: 'Another front end has answered; what was typed here was not handed in.',
  left: 'Stopped waiting. What was submitted goes on; look at it with "latchkey list".',
  stuck: 'Stuck: {why}',
  notRunning: 'Temporal does not run this sign-in any more; its last view was not written.',
  notAsked: {
    code: 'The sign-in does not ask for a code now: {headline}.',
    password: 'The sign-in does not ask for a password now: {headline}.',
    email: 'The sign-in does not ask for an e-mail address now: {headline}.',
  },

  // Lists
  noLogins: 'No sign-ins yet. Start one with "latchkey login +…".',
  loginsLine: '{subject}: {headline} ({age} ago)',
  noNumbers: 'No numbers yet. Enrol one with "latchkey numbers add +… --label … --owner …".',
  numbersLine: '{number}  {label}  ({owner}; enrolled by {actor}, {date})',
  nothingHappened: 'Nothing has happened yet.',
  removedNumber: 'a removed number',

  // Sessions in the vault
  whoami: {
    noSession: 'No session of {number} is in the vault. Sign it in with "latchkey login {phone}".',
    session: 'Session {sessionId}, since {since} UTC, data centre {dcId}: {verdict}',
    account: '{name}, account {userId}.',
    passwordNeeded: 'still waits for the password of two-step verification.',
    notSignedIn:
      'Telegram no longer knows it; it was ended on another device, or expired. Ask the owner before you sign in again.',
    refused: 'Telegram refused it: {error}.',
    notAsked: 'Telegram could not be asked about it: {reason} Try again later.',
    tooOld: 'Telegram answered with something that this version does not know ({constructorId}). Update Latchkey.',
  },

  // Numbers
  enrolled: '{number} is enrolled as "{label}". {owner} answers for it. Sign it in with "latchkey login {phone}".',
  replaced: 'It was enrolled as "{label}", with {owner} answering for it: both were replaced.',
  linkWorks: 'It works once, for 10 minutes.',
  removed: '{number} is no longer enrolled.',
  sessionsStay,
  notEnrolled: 'This number is not enrolled. See "latchkey numbers list".',
  loginRunning: 'A sign-in of this number is running. Cancel it first with "latchkey cancel +…".',

  // Wrong usage
  reasonMissing:
    'Accepting a QR code with a session in the vault needs a reason, which stands in the audit: --accept-with-vault --reason "…".',
  acceptsBeside:
    'Accepting a QR code with a session in the vault makes one more session beside it, each time. Say that this is meant: --again.',
  reasonEmpty: 'The reason is empty. Say why in a few words, for the audit, or leave --reason out.',
  reasonTooLong: 'The reason is longer than {most} characters, and the audit keeps no more. Say it shorter.',
  nameEmpty: '{option} is empty. Give a name that people will recognise.',
  nameTooLong: '{option} is longer than {most} characters. Give a shorter name.',
  nameInvisible: '{option} has characters that cannot be seen, such as a line break. Leave them out.',
  notWhole: 'It must be a whole number from 1.',
  notAUserId: 'It must be a Telegram user id, digits alone.',
  notAnOperator:
    '{userId} is no operator. Add it to LATCHKEY_OPERATORS, here and where the console runs, for example {userId}:operator.',
  noLine: {
    email:
      'stdin has no line. Write the address and the last four digits of the number to stdin, or run the command at a terminal.',
    code: 'stdin has no line. Write the code to stdin, or run the command at a terminal.',
    password: 'stdin has no line. Write the password to stdin, or run the command at a terminal.',
    recoveryCode: 'stdin has no line. Write the recovery code to stdin, or run the command at a terminal.',
  },
  secretArgument: {
    email:
      'An address does not belong on the command line: the shell keeps it in its history. Leave it out and type it at the prompt, or pipe it to stdin. If the number was meant, put it in quotes.',
    code: 'A code does not belong on the command line: other users of this machine can read it there, and the shell keeps it in its history. Leave it out and type it at the prompt, or pipe it to stdin. If the number was meant, put it in quotes.',
    password:
      'A password does not belong on the command line: other users of this machine can read it there, and the shell keeps it in its history. Leave it out and type it at the prompt, or pipe it to stdin. If the number was meant, put it in quotes.',
  },
  seeHelp: 'See "{command} --help".',
  quoteNumber: 'Put the number in quotes, or leave the spaces out.',
  optionsMissing: 'Required options {options} are not specified.',
  and: ' and ',
};
