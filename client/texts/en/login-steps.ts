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
  hint: "The owner's hint: {hint}",
  staysHere: 'The password stays where it is typed; only a proof of it travels.',
  recover: 'Forgotten: recover it by e-mail in an official Telegram app, then answer with the new one.',
  reset: 'Forgotten: reset it in an official Telegram app where the account is open, which takes 7 days.',
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
  accepting: 'A session of this number in the vault is asked to accept it.',
  notAccepted: 'The session in the vault did not accept it.',
  scanDeadline: 'If nobody scans it, somebody is asked again {time}.',
  signedIn: [
    'The session (account {userId}, data centre {dcId}) is sealed in the vault.',
    'Telegram asks the owner about the new sign-in: confirm "Yes, it\'s me" on a device where the account is open. "No" would end this session.',
  ],
  cancelling: 'A cancel is noted; the call under way finishes first.',
};

/** What a person is asked. */
export const questions = {
  code: 'Which code came?',
  wordOrPhrase: 'Which word or phrase came?',
  password: 'Password of two-step verification?',
  restart: 'Ask for a fresh code now?',
  waitOrRestart: 'Wait, or ask for a fresh code now?',
};
