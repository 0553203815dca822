/** Why the console refused something: a short title, and what to do. Never what was sent. */
export const problems = {
  BAD_REQUEST: {
    title: 'The request is not understood',
    detail: 'Compare it with /openapi.json; "invalid" names the parts that do not fit.',
  },
  NOT_FOUND: { title: 'There is nothing here', detail: 'See /openapi.json for what there is.' },
  HOST_UNKNOWN: {
    title: 'The console does not answer to this name',
    detail: 'Open it by the address in LATCHKEY_PUBLIC_URL, or make the proxy pass the Host header on.',
  },
  CROSS_SITE: {
    title: 'The request comes from another site',
    detail: 'Act on the pages of the console itself.',
  },
  CSRF_TOKEN_WRONG: {
    title: 'The request lacks its token',
    detail: 'Reload the page. Programs send the "csrf" of GET /api/me as X-Latchkey-Csrf.',
  },
  NOT_SIGNED_IN: {
    title: 'You are not signed in',
    detail: 'Ask the bot for a link with /login, or run "latchkey link" on the host.',
  },
  NOT_AN_OPERATOR: {
    title: 'You are not an operator any more',
    detail: 'Ask whoever keeps LATCHKEY_OPERATORS.',
  },
  ROLE_TOO_LOW: {
    title: 'Your role does not allow that',
    detail: 'Ask whoever keeps LATCHKEY_OPERATORS for a higher one.',
  },
  OUT_OF_SCOPE: {
    title: 'This link opened one sign-in only',
    detail: 'Sign in to the console for the rest: ask the bot for a sign-in link.',
  },
  TOO_MANY_REQUESTS: { title: 'Too many requests', detail: 'Wait a moment and try again.' },
  TOO_MANY_STREAMS: { title: 'Too many pages are open', detail: 'Close some pages of the console, then reload.' },
  LINK_UNKNOWN: {
    title: 'This link is not known',
    detail: 'It was cut off, or is older than a day. Ask the bot again: /login.',
  },
  LINK_SPENT: {
    title: 'This link was used already',
    detail: 'Each link opens once. If it was not you, tell your admin. Ask the bot again: /login.',
  },
  LINK_EXPIRED: {
    title: 'This link came too late',
    detail: 'Links work for 10 minutes. Ask the bot again: /login.',
  },
  LINK_FORWARDED: {
    title: 'This link is for somebody else',
    detail: 'Ask the bot for one of your own: /login. The link was not used up.',
  },
  MINI_APP_OFF: {
    title: 'Mini Apps cannot sign in here',
    detail: 'Set LATCHKEY_BOT_ID for the console, or open a link in a browser.',
  },
  MINI_APP_FORGED: {
    title: 'Telegram did not sign this',
    detail: 'Open the page from the button of the bot.',
  },
  MINI_APP_STALE: {
    title: 'This page was opened too long ago',
    detail: 'Close it and open it again from the button of the bot.',
  },
  MINI_APP_USED: {
    title: 'This page has signed in already',
    detail: 'Close it and open it again from the button of the bot.',
  },
  NUMBER_NOT_ENROLLED: {
    title: 'This number is not enrolled',
    detail: 'Enrol it on the host with "latchkey numbers add".',
  },
  NO_LOGIN: { title: 'There is no sign-in of this number', detail: 'Start one.' },
  LOGIN_ENDED: { title: 'The sign-in has ended', detail: 'Start another one.' },
  LOGIN_RUNNING: { title: 'A sign-in of this number is running', detail: 'Go on with it, or cancel it first.' },
  SEND_BUDGET_USED_UP: {
    title: 'All sends of this number are used up for today',
    detail: 'Telegram blocks a number after about five sign-ins a day. Try again tomorrow.',
  },
  CODE_TOO_LONG: { title: 'That is too long to be a code', detail: 'Type the code alone.' },
  VIEW_UNREADABLE: {
    title: 'The sign-in was written by another version of Latchkey',
    detail: 'Use the same version for workers and console.',
  },
  NO_ANSWER_YET: {
    title: 'No answer yet',
    detail: 'What you sent is kept and goes on; this page shows how it stands. Check that a worker runs.',
  },
  TEMPORAL_UNREACHABLE: {
    title: 'Temporal cannot be reached',
    detail: 'Check that it runs, then try again.',
  },
  TEMPORAL_FAILED: { title: 'Temporal could not take that', detail: 'Look into the log of the console.' },
  RECORDS_UNREACHABLE: { title: 'The records cannot be read', detail: 'Look into the log of the console.' },
  INTERNAL: { title: 'Something went wrong', detail: 'Look into the log of the console.' },
} as const satisfies Record<string, { title: string; detail: string }>;
export type ProblemCode = keyof typeof problems;

/** How an operator's browser is named in the audit: "Chrome on Android". */
export const browserWords = {
  unknownBrowser: 'a browser',
  on: '{browser} on {system}',
  inTelegram: 'the Mini App, {browser}',
} as const;

/** What the pages say, by where it stands. In braces: filled in by them. */
export const pages = {
  title: 'Latchkey',
  nav: { label: 'Console', logins: 'Sign-ins', numbers: 'Numbers', audit: 'Audit', api: 'HTTP interface' },
  skip: 'Skip to the page',
  who: 'Telegram user {userId}, {role}',
  signOut: 'Sign out',
  loading: 'One moment.',
  noScript: 'This page needs JavaScript: the password of two-step verification is proven here, and sent to nobody.',
  lostConnection: 'The connection to the console is lost. It is tried again; what you sent is kept.',
  streamEnded: 'This page is not kept up to date any more: {title}. {detail}',
  reload: 'Reload',
  notTelegram: 'Not Telegram: a local data centre.',
} as const;

export const openPage = {
  heading: 'Opening your link',
  opening: 'Your link is opened.',
  missing: 'The link has no token. Open it whole, as the bot has sent it.',
  goneOn: 'The sign-in has gone on since this link was made. This is what it asks now.',
  again: 'Ask the bot again: /login',
} as const;

export const loginPage = {
  heading: 'Sign-in',
  codeLabel: 'Code',
  wordLabel: 'Word or phrase',
  callerLabel: 'Number of the caller',
  lastDigitsLabel: 'Last digits of the caller',
  codeHint: 'Spaces do not matter.',
  passwordLabel: 'Password of two-step verification',
  passwordHint: 'It stays in this browser: only a proof of it is sent.',
  passwordEmpty: 'Type the password of two-step verification.',
  showPassword: 'Show the password',
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
  reallyCancel: 'Really cancel',
  keep: 'Go on',
  startAgain: 'Start another sign-in',
  startBeside: 'Sign in once more, beside this session',
  backToAll: 'All sign-ins',
  startedBy: 'Started by {actor}',
  timeline: 'What happened until now',
  timelineOf: 'Timeline of {label}: {steps}',
  noLogin: 'There is no sign-in of this number yet.',
} as const;

export const timelineWords = {
  step: 'Step',
  began: 'Began',
  lasted: 'Lasted',
  now: '{duration} until now',
  end: 'the end',
  signedIn: 'Signed in',
  sentence: '{step}, {lasted}',
} as const;

export const loginsPage = {
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
} as const;

export const numbersPage = {
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
} as const;

export const auditPage = {
  heading: 'Audit',
  when: 'When',
  who: 'Who',
  act: 'Act',
  number: 'Number',
  detail: 'Detail',
  none: 'Nothing has happened yet.',
  more: 'Show more',
  removed: 'a removed number',
} as const;

export const apiPage = {
  heading: 'HTTP interface',
  document: 'The document, OpenAPI 3.1',
  takes: 'Takes',
  answers: 'Answers',
  parameters: 'Parameters',
} as const;
