/** What the bot says, besides the texts of sign-ins (login.ts). What stands in braces is filled in. */
export const bot = {
  // Cards
  needs: '{subject} needs {what}',
  neededCode: 'a code',
  neededEmail: 'a login e-mail address',
  neededPassword: 'the password of two-step verification',
  neededScan: 'somebody with a phone where the account is open, to scan the QR code',
  neededDecision: 'a decision',
  neededRecoveryCode: 'the code that was mailed to recover its password',
  neededChoice: 'a decision about its forgotten password',
  takeIt: 'Take it to go on in private.',
  hasIt: '{name} has the entry.',
  hadIt: '{name} has the entry now.',
  freeAgain: 'Nobody has the entry now.',
  note: '{name} wrote: {text}',
  unreachable: 'I cannot write to {name}, who must open me first: {address}',
  snoozed: 'No notification until {time}.',
  enteredBy: 'Entered by {name}.',
  openLink: 'Enter it by the button below. The link is for you alone, opens once, and is good until {time}.',
  linkText: 'Link: {link}',
  onHost:
    'Enter it on the host of Latchkey: latchkey {command} +… with the number of {subject} in full. There are no links, for LATCHKEY_PUBLIC_URL is not set.',
  forAnotherRole: 'Answering this takes the role {role}. Hand it over to somebody with that role.',
  neverHere: 'Never write a code or a password into a chat: Telegram voids codes that are posted.',

  // Buttons
  take: 'Take',
  enterCode: 'Enter the code',
  enterPassword: 'Enter the password',
  enterRecoveryCode: 'Enter the recovery code',
  chooseRecovery: 'Choose, on the page',
  enterEmail: 'Enter the address',
  newLink: 'New link',
  keypad: 'Keypad',
  handOver: 'Hand over',
  handOverPlainly: 'Hand over without a note',
  snoozeShort: 'Snooze 15 min',
  snoozeLong: 'Snooze 1 h',
  openOnDevice: 'The account is open on a device',
  openNowhere: 'It is open nowhere',
  laterInOneHour: 'In 1 hour',
  laterInThreeHours: 'In 3 hours',
  laterTomorrow: 'Tomorrow 09:00 ({timeZone})',
  endForNow: 'End it for now',
  reallyCancel: 'Yes, cancel it',
  startIt: 'Start the sign-in',
  startAgain: 'Start again',
  show: 'Show',
  dismiss: 'No',
  earlier: '◀',
  further: '▶',
  endSession: "End that browser's session",
  keypadErase: '⌫',
  keypadDone: '✓',

  // Answers to buttons, at most 200 characters
  forged: 'That button is not for you, or from before. Send /logins for how things stand.',
  old: 'That button is from an earlier step. Look at the newest message of this sign-in.',
  ended: 'That sign-in has ended.',
  gone: 'Nothing is known of that sign-in any more. Send /logins for how things stand.',
  noLongerEnrolled: 'That number is not enrolled any more.',
  done: 'Done.',
  starting: 'Starting the sign-in of {subject}.',
  working: 'Asked. The message says how it goes on.',
  taken: 'You have the entry. I go on with you in private.',
  takenAlready: '{name} has the entry already.',
  handedOver: 'Handed over.',
  putDown: 'Put down. Whoever takes it goes on.',
  putDownUnheard:
    'Put down, but I cannot write to the operators’ group: tell somebody yourself. Whoever takes it goes on.',
  notYours: 'You do not have the entry of this sign-in.',
  openMeFirst: 'I may not write to you yet. Open {address} and press Start, then take it.',
  snoozing: 'No notification of it for {time}.',
  oneEntry:
    'You have the entry of {subject}, which waits for you. Finish it, hand it over or snooze it first: codes are easily mixed up.',
  failed: 'That did not work. It is in the log of the bot; try again.',
  privateOnly: 'That goes in a private chat with me only.',
  sessionEnded: 'That browser is signed out. If you do not know whose it was, tell your admin.',
  keypadEmpty: 'No digits yet.',
  keypadLost: 'I was started anew and have forgotten the digits. Begin again with the first one.',
  keypadOff: 'The keypad is off. Enter the code by link.',
  keypadIs:
    '{subject}: the code, digit by digit, then {done}. {length} What you have typed is shown by the answer to each press.',
  keypadLength: 'It has {length} digits.',
  entryTaken: 'The code was taken. The message says how it goes on.',
  someoneElse: '{name} has entered it already.',

  // Questions and lists
  reallyCancelQuestion: 'Cancel the sign-in of {subject}? A code that is under way is void then.',
  laterQuestion:
    'When is somebody there for {subject}? A code that is under way is void then. Other times: in the console, or "latchkey later" on the host.',
  noCodeQuestion: '{subject}: is the account open in Telegram on any device?',
  startQuestion: 'Sign in {subject}?',
  handOverQuestion: 'Hand over {subject}: write a note for whoever takes it, or go without one.',
  pickNumber: 'Which number?',
  pickFrom: 'Several numbers fit. Which one?',
  noNumbers: 'No numbers are enrolled. That is done on the host: latchkey numbers add +… --label … --owner …',
  noNumberFits: 'No enrolled number fits that. Send /login alone for all of them.',
  notEnrolled:
    'That number is not enrolled. It is enrolled on the host, by someone who says that the organisation owns it.',
  noLogins: 'There are no sign-ins yet. Send /login to start one.',
  loginsTitle: 'Sign-ins',
  pageOf: '{title} (page {page} of {pages})',
  loginsNeed: 'Somebody is needed',
  loginsRun: 'Under way',
  loginsOver: 'Ended',
  loginsLine: '{subject}: {headline}',
  noLoginOf: '{subject} has no sign-in. Send /login to start one.',
  noEntry: 'I see no entry of yours now. Say which number: {command} with its label or its last digits.',
  consoleLinkIs: 'This link opens the console as you. It is for you alone, opens once, and is good until {time}.',
  openConsole: 'Open the console',
  newLinkIs: '{subject}: this link is for you alone, opens once, and is good until {time}.',
  startedBy: 'Started by {name}.',
  whoami: 'Telegram user {userId}, role {role}.',
  whoamiOps: 'This is the operators’ group.',

  // Refusals
  anonymous:
    'I cannot see who you are: you write as the group or as a channel. Turn off "Remain anonymous" in your admin rights, or write as yourself.',
  secretDeleted:
    'I deleted your message, for it looked like {what}. Telegram voids a code as soon as its owner posts it in any chat, this one included.',
  secretStays:
    'Your message looks like {what}, and I could not delete it. Delete it yourself. Telegram voids a code as soon as its owner posts it in any chat.',
  secretCode: 'a login code',
  secretPassword: 'a password, or an address',
  secretMayLive:
    'Posted by somebody else than the owner it may still be good. Enter it now where codes belong; if it is refused, ask for a fresh one.',
  secretNowhere: 'No sign-in of yours asks for anything now.',
  passwordNext:
    'Was it the password? Change it when this is over, and enter it where passwords belong. Addresses belong there too.',

  // Help
  help: 'I sign the organisation’s own Telegram accounts in. Codes and passwords are entered by link, never in a chat.',
  helpStart: 'Send /login, or share the contact of an enrolled number.',
  noLinks: 'There are no links here, for LATCHKEY_PUBLIC_URL is not set: codes and passwords are entered on the host.',
  linkOpened: 'Your link was opened in {browser} at {time}. Not you?',
  unknownCommand: 'I do not know that. Send /help.',
  someBrowser: 'a browser',
  commandLine: '{name} at the command line',

  // Where it runs
  unknownToken: 'The Bot API does not know BOT_TOKEN. Ask @BotFather for the token that is valid now.',
  apiUnreachable: 'The Bot API cannot be reached ({error}). Trying again.',
  anotherProcess:
    'Another process asks for the updates of this bot, and Telegram gives them to one. End it, or give this one another BOT_TOKEN.',
  resting:
    'Another process asks for the updates of this bot, and Telegram gives them to one. The bot rests for {seconds} s and tries again; everything else goes on.',
};

/** For the menu of commands, which Telegram shows beside the input field. */
export const botCommands = {
  login: 'sign a number in: by label, number or last digits',
  qr: 'the same by a QR code, without a code',
  logins: 'all sign-ins and how they stand',
  show: 'one sign-in',
  console: 'a link to the console',
  resend: 'send another code',
  cancel: 'cancel a sign-in',
  whoami: 'who you are here',
  help: 'what I do',
};
