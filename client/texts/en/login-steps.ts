import type { Plural } from '../plural.ts';

const triesLeft: Plural = { one: 'One try left for this code.', other: '{count} tries left for this code.' };

const sendsLeft: Plural = {
  one: 'One send is left for this number today.',
  other: '{count} sends are left for this number today.',
};

/** A code that is out. */
export const code = {
  length: ' It has {length} digits.',
  lengthUnknown: ' Telegram does not say how many digits it has.',
  beginning: '; it begins with "{beginning}"',
  automatic: 'If nothing comes, {way} goes out by itself {time}.{held}',
  held: ' It waits because the entry is open: another code would void what is being typed.',
  onRequest: 'If nothing comes, {way} can be asked for {time}.',
  noNextWay: 'Telegram offers no other way to send this code.',
  nextLost: [
    'A further code was asked for, and the answer was lost. If one comes, type the newest; it may work.',
    'If it is refused or nothing comes, ask for a fresh one.',
  ],
  budgetUsedUp: 'No further code goes out: the sends of this number are used up. The next one is free {time}.',
  triesLeft,
};

export const password = {
  codeWasRight: 'The code was right.',
  scanned: 'The QR code was scanned.',
  hint: "The owner's hint: {hint}",
  staysHere: 'The password stays where it is typed; only a proof of it travels.',
  recover: 'Forgotten: recover it by e-mail in an official Telegram app, then answer with the new one.',
  reset: [
    'Forgotten: Telegram offers no recovery by e-mail for this account. On another device where it is open, the password can be turned off (Settings, Privacy and Security, Two-Step Verification) or be reset, which takes Telegram 7 days.',
    'Where it is open nowhere, only the password itself opens it. Latchkey never deletes an account.',
  ],
};

/** A login e-mail address, which Telegram wants or has. */
export const email = {
  wanted: 'Telegram sends no code to this account before a login e-mail address is bound to it.',
  stays:
    'The address stays with the account: codes of later sign-ins go there. Take one of your organisation that somebody reads.',
  confirm: 'The last four digits of the number, typed as well, say that this account is meant.',
  verifies: 'The code proves the address. Telegram may send another code after it.',
  resettable:
    'Nobody reads that address? It can be taken from the account: at once or after days, as Telegram decides. Then codes go to the phone again.',
  resetUnderWay:
    'The address is being taken from the account, until {time}. Then a fresh code can be asked for. A code that comes by e-mail before is still good.',
  sending: 'A code goes to that address.',
  resetting: 'Telegram is asked to take the address from the account.',
  refused: 'Telegram does not take that address.',
  expired: 'The code that was sent to the address is too old. Name the address once more; a new code goes there.',
  notSent: 'The address could not be handed in. Name it once more.',
  notReset: 'The address could not be reset. Try again.',
  serverWait: 'Telegram wants a pause before the next try, until {time}.',
};

/** Beside the QR code, where it is drawn. */
export const scan = {
  notScanned: 'The QR code was not scanned',
  onItsWay: 'The QR code is on its way.',
  expired: 'The QR code has expired; the next one is on its way.',
  validUntil: 'This QR code is good until {time}.',
  picture: 'QR code that signs this number in. Scan it in Telegram under Settings, Devices, Link Desktop Device.',
  openHere: 'Open in Telegram on this device',
};

/** What is said at the other steps. */
export const steps = {
  requesting: 'It arrives in a moment. Nothing to do yet.',
  resending: 'The code before it may still come.',
  checking: 'Telegram is asked. Nothing to do.',
  nextAttempt: 'The next attempt goes out by itself {time}.',
  nextOnRequest: 'A fresh code can be asked for {time}; nothing goes out by itself.',
  outcomeUnknown:
    'The answer to the request for a code was lost. A code may arrive; it cannot be used, for what belongs to it was lost too.',
  nextIfAround: 'The next code goes out by itself {time}, if somebody is around.',
  noSendsLeft: 'No sends are left for this number today.',
  sendsLeft,
  deadline: 'Without an answer the sign-in ends {time}.',
  putOff: 'Until {clock} nothing is sent. Then somebody is asked whether Telegram is to send a fresh code.',
  closing: 'Telegram is told that the code is no longer wanted.',
  scan: [
    'On a phone where this account is signed in, open Telegram, go to Settings, Devices, Link Desktop Device, and point it at the QR code.',
    'The QR code is replaced every 30 seconds or so. Show it to nobody else: whoever scans it with another account is signed out again.',
  ],
  codeBehind:
    'The code that was sent before cannot be typed any more. It is cancelled when another one is asked for, and at the end.',
  accepting: 'A session of this number in the vault is asked to accept it.',
  notAccepted: 'The session in the vault did not accept it.',
  scanDeadline: 'If nobody scans it, somebody is asked again {time}.',
  signedIn: [
    'The session (account {userId}, data centre {dcId}) is sealed in the vault.',
    'Telegram asks the owner about the new sign-in: confirm "Yes, it\'s me" on a device where the account is open. "No" would end this session.',
  ],
  device:
    'There, under Settings, Devices, it is called "{model}" (system {systemVersion}, version {appVersion}): end it there to end it here.',
  cancelling: 'A cancel is noted; the call under way finishes first.',
};

/** What a person is asked. */
export const questions = {
  code: 'Which code came?',
  wordOrPhrase: 'Which word or phrase came?',
  password: 'Password of two-step verification?',
  recoveryCode: 'Which recovery code came by e-mail?',
  recoveryChoice: 'What is to become of the forgotten password?',
  restart: 'Ask for a fresh code now?',
  email: 'Which e-mail address is to be bound to this account? Behind it, the last four digits of the number:',
  waitOrRestart: 'Wait, or ask for a fresh code now?',
};
