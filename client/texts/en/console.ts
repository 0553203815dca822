import { problems } from './problems.ts';

/** How an operator's browser is named in the audit: "Chrome on Android". */
const browserWords = {
  unknownBrowser: 'a browser',
  on: '{browser} on {system}',
  inTelegram: 'the Mini App, {browser}',
};

/** What the pages say, by where it stands. In braces: filled in by them. */
const pages = {
  title: 'Latchkey',
  nav: { label: 'Console', logins: 'Sign-ins', numbers: 'Numbers', audit: 'Audit', api: 'HTTP interface' },
  skip: 'Skip to the page',
  who: 'Telegram user {userId}, {role}',
  whoseLink: 'Opened by the link of Telegram user {userId}, {role}',
  signOut: 'Sign out',
  loading: 'One moment.',
  noScript: 'This page needs JavaScript: the password of two-step verification is proven here, and sent to nobody.',
  lostConnection: 'The connection to the console is lost. It is tried again; what you sent is kept.',
  notReached: 'The console was not reached. Open the link again, from where it came.',
  unknownPage: 'There is no page at this address.',
  backToAll: 'All sign-ins',
  notTelegram: 'Not Telegram: a local data centre.',
  notUnderstood: 'The console answers in a way that this page does not know. Reload it.',
};

const openPage = {
  heading: 'Opening your link',
  opening: 'Your link is opened.',
  missing: 'The link has no token. Open it whole, as the bot has sent it.',
  again: 'Ask the bot again: /login for a sign-in, /console for the console.',
};

const loginPage = {
  heading: 'Sign-in',
  codeLabel: 'Code',
  wordLabel: 'Word or phrase',
  callerLabel: 'Number of the caller',
  lastDigitsLabel: 'Last digits of the caller',
  codeHint: 'Spaces do not matter.',
  passwordLabel: 'Password of two-step verification',
  passwordHint: 'It stays in this browser: only a proof of it is sent.',
  passwordEmpty: 'Type the password of two-step verification.',
  recoveryCodeLabel: 'Recovery code from the e-mail',
  sendRecoveryCode: 'Enter the recovery code',
  addressForAdmin:
    'Binding a login e-mail address takes the role admin, for the address stays with the account. Somebody with that role opens this page.',
  resetForAdmin: 'Resetting the login e-mail takes the role admin.',
  recoveryForAdmin:
    'Going on with the recovery takes the role admin. Somebody with that role opens this page, or you go back to the password.',
  showPassword: 'Show the password',
  emailLabel: 'Login e-mail address',
  emailHint: 'It stays with the account: codes of later sign-ins go there.',
  confirmationLabel: 'Last four digits of the number',
  sendEmail: 'Bind the address',
  resetWarning: 'This takes the login e-mail address from the account, for good, at once or after days.',
  sendCode: 'Enter the code',
  sendPassword: 'Enter the password',
  noProof: 'No proof of the password could be computed. Reload the page and try again; nothing was sent.',
  proving: 'The proof is computed here. That takes a moment.',
  sending: 'Sent. Telegram is asked.',
  automatic: 'Next code goes out by itself in',
  onRequest: 'Another code can be asked for in',
  isOpen: 'It is open somewhere',
  isNotOpen: 'It is open nowhere',
  openQuestion: 'Is this account open in Telegram on any device?',
  laterLabel: 'When is somebody there?',
  putOff: 'Put it off until then',
  endForNow: 'End it for now',
  reallyCancel: 'Really cancel',
  keep: 'Go on',
  startAgain: 'Start another sign-in',
  acceptReason: 'Why? It stands in the audit.',
  acceptNow: 'Let the session in the vault accept it',
  reasonLabel: 'Why is it begun again? The audit keeps it.',
  startBeside: 'Sign in once more, beside this session',
  backToAll: 'All sign-ins',
  startedBy: 'Started by {actor}',
  timeline: 'What happened until now',
  timelineOf: 'Timeline of {label}: {steps}',
  noLogin: 'There is no sign-in of this number yet.',
  notUsed: 'What you typed was not used. {why}',
};

const recoveryForm = {
  setNew: 'Set a new password, for the whole account and on all its devices',
  remove: 'Remove the password: a login code alone opens the account then',
  staysHere: 'The new password stays in this browser: only what is computed from it is sent.',
  password: 'New password',
  again: 'New password once more',
  hint: 'Hint for it, which Telegram shows to whoever is asked for it; may be left empty',
  confirmation: 'To confirm: the last four digits of the number',
  chooseFirst: 'Choose what is to become of the password.',
  send: 'Do it; it cannot be taken back',
};

const timelineWords = {
  step: 'Step',
  began: 'Began',
  lasted: 'Lasted',
  now: '{duration} until now',
  end: 'the end',
  signedIn: 'Signed in',
  sentence: '{step}, {lasted}',
};

const loginsPage = {
  heading: 'Sign-ins',
  filter: 'Show',
  filters: {
    all: 'All',
    waiting: 'Waiting for somebody',
    running: 'Running',
    signedIn: 'Signed in',
    ended: 'Cancelled or failed',
  },
  none: 'No sign-ins here.',
  start: 'Start a sign-in',
  startLabel: 'Number',
  startButton: 'Start',
  startScan: 'By QR code',
  noNumbers: 'No number is enrolled yet. Enrol one on the host with "latchkey numbers add".',
  number: 'Number',
  state: 'State',
  changed: 'Changed',
  ago: '{duration} ago',
  open: 'Open',
  cancel: 'Cancel',
  earlier: 'Previous page',
  later: 'Next page',
  page: 'Page {page} of {pages}',
  announced: '{label}: {headline}',
  noLabel: 'a number',
};

const numbersPage = {
  heading: 'Numbers',
  label: 'Label',
  owner: 'Owner',
  tail: 'Ends in',
  sessions: 'Sessions kept',
  sends: 'Sends in 24 h',
  ofSends: '{used} of {limit}',
  enrolled: 'Enrolled',
  by: '{date} by {actor}',
  none: 'No number is enrolled yet.',
};

const auditPage = {
  heading: 'Audit',
  when: 'When',
  who: 'Who',
  act: 'Act',
  number: 'Number',
  detail: 'Detail',
  none: 'Nothing has happened yet.',
  more: 'Show more',
  removed: 'a removed number',
};

const apiPage = {
  heading: 'HTTP interface',
  document: 'The document, OpenAPI 3.1',
  takes: 'Takes',
  answers: 'Answers',
  parameters: 'Parameters',
};

/** All that the console says, besides the texts of sign-ins. */
export const consoleTexts = {
  problems,
  browserWords,
  pages,
  openPage,
  loginPage,
  recoveryForm,
  timelineWords,
  loginsPage,
  numbersPage,
  auditPage,
  apiPage,
};
