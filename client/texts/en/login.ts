import type { RefusalCode } from '../../../domain/decision.ts';
import type {
  Advice,
  CancelReason,
  CodeProblem,
  LeftOpen,
  PasswordProblem,
  RestartReason,
} from '../../../domain/login-state.ts';
import type { Action, StepKind } from '../../../domain/login-view.ts';
import type { DeliveryType, NextType } from '../../../domain/sent-code.ts';
import { code, email, password, questions, scan, steps } from './login-steps.ts';
import { recovery, recoveryOver } from './recovery.ts';
import { times } from './times.ts';

/** What stands in braces is filled in by the describers. */
const headlines: Record<StepKind, string> = {
  requesting: 'Asking Telegram for a code',
  enterCode: 'Code sent {way}',
  resending: 'Asking Telegram for another code',
  checkingCode: 'Checking the code',
  enterEmail: 'Telegram wants a login e-mail address',
  sendingEmailCode: 'Handing the address in',
  resettingEmail: 'Resetting the login e-mail',
  enterPassword: 'Password of two-step verification needed',
  checkingPassword: 'Checking the password',
  scan: 'Scan the QR code',
  enterRecoveryCode: 'Recovery code needed',
  chooseRecovery: 'A new password, or none',
  recovering: 'Recovering the password',
  serverWait: 'Waiting before the next attempt',
  outcomeUnknown: 'Nobody knows whether a code was sent',
  putOff: 'Put off',
  restartOffered: 'A fresh code is needed',
  closing: 'Finishing',
  signedIn: 'Signed in as {name}',
  cancelled: 'Sign-in cancelled',
  failed: 'Sign-in failed',
};

/** Completes "Code sent …". */
const ways: Record<DeliveryType, string> = {
  App: 'to the Telegram app',
  Sms: 'by text message',
  SmsWord: 'by text message, as a word',
  SmsPhrase: 'by text message, as a phrase',
  Call: 'by phone call',
  FlashCall: 'as the number of a short call',
  MissedCall: 'as the number of a missed call',
  EmailCode: 'by e-mail',
  SetUpEmailRequired: 'nowhere yet: Telegram wants a login e-mail address first',
  FragmentSms: 'to fragment.com',
  FirebaseSms: 'by text message, through the Telegram app of a phone',
};

/** Where the code is and what it looks like. */
const whereabouts: Record<DeliveryType, string> = {
  App: 'It is in the chat "Telegram" on every device where this account is open.{length}',
  Sms: 'It comes as a text message to this number.{length}',
  SmsWord: 'It comes as a text message to this number. The word in it is the code{beginning}.',
  SmsPhrase: 'It comes as a text message to this number. The phrase in it is the code{beginning}.',
  Call: 'A voice reads it out in a phone call to this number.{length}',
  FlashCall:
    'The phone rings and hangs up at once. The whole number of the caller is the code; it looks like {pattern}.',
  MissedCall:
    'The phone rings and hangs up at once. The last digits of the caller, after {prefix}, are the code.{length}',
  EmailCode: 'It comes as an e-mail to {email}.{length}',
  SetUpEmailRequired: 'Nothing was sent yet.',
  FragmentSms: 'It stands at {url}, for the wallet that owns this number.{length}',
  FirebaseSms: 'Telegram sends it only after a phone has proven to be genuine, which Latchkey cannot do.{length}',
};

/** Completes "… in 42 s" and "… can be asked for". */
const nextWays: Record<NextType, string> = {
  Sms: 'a text message',
  Call: 'a phone call that reads the code out',
  FlashCall: 'a short call whose number is the code',
  MissedCall: 'a missed call whose last digits are the code',
  FragmentSms: 'a code at fragment.com',
};

const adviceLines: Record<Advice, readonly string[]> = {
  isOpenOnDevice: [
    'If nothing comes: is this account open in Telegram on any device?',
    'Yes: the code is there, in the chat "Telegram". Look into archived chats too.',
    'No: sign in with an official Telegram app on a phone first, which may get a text message; then come back here.',
  ],
  lookInTelegramChat: [
    'The account is open on a device: the code is there, in the chat "Telegram". Look into archived chats too.',
    'If it is not there, sign in by QR code: that device can scan it, and no code is needed.',
    'Or come back later: Telegram sometimes holds codes back after many requests.',
  ],
  signInOnPhoneFirst: [
    'The account is open nowhere: sign in with an official Telegram app on a phone first, which may get a text message.',
    'Then start again here; the code comes into the app. A QR code would need a signed-in device as well.',
  ],
};

const codeProblems: Record<CodeProblem['kind'], string> = {
  wrongCode: 'That code is wrong. Compare it with the newest one and try again.',
  notChecked: 'The code could not be checked, so it is still good. Try it again.',
  serverWait: 'Telegram wants a pause before the next try, until {time}.',
  notReset: email.notReset,
  passwordRemoved: 'The password of this account was removed meanwhile. Type the code once more.',
};

const passwordProblems: Record<PasswordProblem['kind'], string> = {
  wrongPassword: 'That password is wrong. Type it again; capital letters and spaces count.',
  staleChallenge: 'Telegram did not take the proof of the password in time. Type the password again.',
  notChecked: 'The password could not be checked. Type it again.',
  passwordChanged: 'The password was changed while it was being checked. Type the new one.',
  ...recoveryOver,
  serverWait: 'Telegram wants a pause before the next try, until {time}.',
};

const whyCodesDie =
  'Codes die when they are typed too late, when a later request has replaced them, and when somebody posts them in a Telegram chat, even in a private one: Telegram voids them at once.';

/** One sentence of parts: what became of the code before, Telegram's error, the fresh code. */
const deadCode = {
  typed: 'The code you typed could not be used any more',
  untyped: 'The code before could not be used any more',
  onItsWay: '; a fresh one is on its way',
  sent: '; a fresh one was sent',
  sentence: '{code} (Telegram: {error}){fresh}.',
};

const restartReasons: Record<RestartReason, readonly string[]> = {
  codeExpired: [
    'The code is no longer valid.',
    whyCodesDie,
    'Give the next code to Latchkey alone, where it asks for it.',
  ],
  tooManyWrongCodes: [
    'Too many wrong codes. Telegram blocks a number that goes on guessing, so this code is not tried any further.',
  ],
  loginDied: ['Telegram has given this sign-in up. The next code begins it anew.'],
  waitOver: ['The wait that Telegram wanted is over.'],
  emailReset: [
    'The login e-mail address should be gone by now. The next code goes to the phone, or to the Telegram app.',
  ],
  appointment: ['It is time: the sign-in was put off until now.'],
  notScanned: ['Nobody has scanned the QR code in time. Show another one, or ask for a fresh code.'],
  nobodyAround: ['Nobody seemed to be around, so nothing was sent.'],
};

const cancelReasons: Record<CancelReason, string> = {
  person: 'It was cancelled.',
  postponed: 'Put off for later.',
  deadline: 'Nobody answered in time. Start again when somebody is there.',
  temporal: 'It was cancelled from outside, with the tools of Temporal.',
};

/** What is said beside it: Telegram was told, or could not be. */
const nothingLeftOpen = 'Codes that are under way are void.';
const leftOpen: Record<LeftOpen, string> = {
  code: 'Telegram could not be told: a code that is under way may stay valid for some minutes. Give it to nobody.',
  session:
    'Telegram could not be told: the session may still be open there. End it on a device of the account, under Settings, Devices.',
};

/** As buttons and menu entries. */
const actions: Record<Action, string> = {
  resend: 'Send another code now',
  noCode: 'No code came',
  restart: 'Ask for a fresh code',
  scan: 'Sign in by QR code',
  acceptScan: 'Accept it with a session in the vault',
  later: 'Come back later',
  resetEmail: 'Reset the login e-mail',
  cancel: 'Cancel the sign-in',
  recover: 'Have a recovery code mailed',
  backToPassword: 'Back to the password',
};

/** Where a code is out that can be typed. */
const scanInstead = 'Sign in by QR code instead of this code';

const refusals: Record<RefusalCode, string> = {
  LOGIN_ENDED: 'The sign-in has ended. Start another one.',
  STALE_STEP: 'The sign-in has gone on meanwhile. Look at what it asks now.',
  NOT_NOW: 'That is not possible at this step. Look at what the sign-in asks now.',
  CODE_EMPTY: 'The code is empty. Type what Telegram has sent.',
  CODE_TOO_LONG: 'That is too long to be a code. It was not sent to Telegram; type the code alone.',
  CODE_WRONG_LENGTH:
    'The code has {expected} digits, and {received} were typed. It was not sent to Telegram; type it again.',
  CODE_NOT_DIGITS: 'The code has digits only. It was not sent to Telegram; type it again.',
  CODE_WRONG_BEGINNING: 'The code begins with "{beginning}". It was not sent to Telegram; type it again.',
  CODE_WRONG_PATTERN: 'The number of the caller looks like {pattern}. It was not sent to Telegram; type it again.',
  TOO_EARLY: 'Too early: possible {time}.',
  EMAIL_MALFORMED: 'That does not look like an e-mail address. It was not sent to Telegram; type it again.',
  CONFIRMATION_MISSING: 'Type the last four digits of the number behind the address, such as: owner@example.org 0011.',
  CONFIRMATION_WRONG:
    'Those are not the last four digits of the number. Nothing was sent to Telegram; compare them and try again.',
  RECOVERY_MAILS_USED_UP: 'No further recovery code can be mailed in this sign-in. Nothing was sent.',
  NO_RECOVERY_ADDRESS:
    'This account has no recovery address, so no recovery code can be mailed. Nothing was sent; type the password, or turn it off on a device where the account is open.',
  NO_RECOVERY_AFTER_SCAN:
    'Whose account has scanned the QR code shows only once its password is right, so it is not recovered here. Nothing was sent; type the password, or sign in by a code instead.',
  TIME_OUT_OF_RANGE: 'That time has passed already, or is more than 30 days away. Name another one.',
  NO_NEXT_WAY: 'Telegram offers no other way to send this code.',
  SEND_BUDGET_USED_UP:
    'All sends allowed for this number in 24 hours are used up. The next one is free {time}. A QR code costs no send.',
};

const why = {
  detail: 'Detail: {detail}',
  nextFree: 'The next send is free {time}.',
  said: 'Telegram said {error}: {meaning}',
  notice: 'Telegram has told the account: "{notice}"',
  saidUnknown: [
    'Telegram said {error}, which Latchkey does not know.',
    'Search for that name on https://core.telegram.org, and report it to Latchkey.',
  ],
};

/** Whatever is said of a sign-in, wherever it is shown. */
export const login = {
  headlines,
  ways,
  whereabouts,
  nextWays,
  adviceLines,
  codeProblems,
  pauseOver: 'That was not checked, and the pause that Telegram wanted is over: try it again.',
  passwordProblems,
  whyCodesDie,
  deadCode,
  restartReasons,
  cancelReasons,
  nothingLeftOpen,
  leftOpen,
  actions,
  refusals,
  code,
  email,
  password,
  scan,
  scanInstead,
  recovery,
  steps,
  questions,
  why,
  times,
  failingAlike: 'No code on {count} of {count} starts since {time}: the API id, not this number.',
  notTelegram: 'Not Telegram: a local data centre.',
  /** Whose sign-in it is, for lists and greetings. */
  subject: '{label} (…{phoneTail}), started by {startedBy}',
  operator: 'operator {userId}',
  /** In a list of sign-ins. */
  listed: { failed: '{headline} ({error})', until: '{headline} until {time}' },
  failedBecause: '{headline}: {why}',
  account: 'account {userId}',
  nameAndUsername: '{name} (@{username})',
};
