/** Why the console refused something: a short title, and what to do. Never what was sent. */
export const problems = {
  BAD_REQUEST: {
    title: 'The request is not understood',
    detail: 'Compare it with /openapi.json; "invalid" names the parts that do not fit.',
  },
  BODY_TOO_LARGE: { title: 'The request is too large', detail: 'Codes and proofs are short: send them alone.' },
  MEDIA_TYPE_UNKNOWN: { title: 'The request is not JSON', detail: 'Send it as application/json.' },
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
    detail:
      'Ask the bot for a link: /login for a sign-in, /console for the console. Or run "latchkey link" on the host.',
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
    detail:
      'It was cut off, or is older than a day. Ask the bot again: /login for a sign-in, /console for the console.',
  },
  LINK_SPENT: {
    title: 'This link was used already',
    detail:
      'Each link opens once. If it was not you, tell your admin. Ask the bot again: /login for a sign-in, /console for the console.',
  },
  LINK_EXPIRED: {
    title: 'This link came too late',
    detail: 'Links work for 10 minutes. Ask the bot again: /login for a sign-in, /console for the console.',
  },
  LINK_GONE_ON: {
    title: 'The sign-in has gone on since this link was made',
    detail: 'Press "New link" under the newest message of the bot, or ask it again: /login.',
  },
  LINK_FORWARDED: {
    title: 'This link is for somebody else',
    detail:
      'Ask the bot for one of your own: /login for a sign-in, /console for the console. The link was not used up.',
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
} satisfies Record<string, { title: string; detail: string }>;
