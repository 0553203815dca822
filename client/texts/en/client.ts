/** What whoever calls the login client is told, at the command line, in a chat or on a page. In braces: filled in. */
export const client = {
  // Phone numbers, as they are typed
  phone: {
    missing: 'The phone number is missing',
    oddCharacters: 'What was typed has characters that no phone number has',
    noCountryCode: 'The phone number has no country code',
    beginsWith0: 'No country code begins with 0',
    wrongLength: 'A phone number has 7 to 15 digits with its country code, and this one has {length}',
    refused: '{what}. Type it with + and the country code, for example +49 151 23456789.',
    unknownCountry: 'No country has this country code; Telegram decides.',
    maybeInvalid: 'This may not be a valid number in {where}; Telegram decides.',
    countryWith: 'the country with +{code}',
    /** In which language countries are named. */
    language: 'en',
  },

  // Why nothing was submitted
  codeTooLong: 'What was typed is too long to be a code. Type the code alone.',
  passwordEmpty: 'The password is empty. Type the password of two-step verification.',
  newPassword: {
    empty: 'The new password is empty. Type one.',
    hintTells: 'The hint holds the password, and Telegram shows it to everybody. Choose another hint.',
    hintTooLong: 'The hint is too long. Choose one of at most 255 characters.',
    differ: 'The two passwords are not the same. Type the new password twice.',
  },
  notEnrolled:
    'This number is not enrolled. Enrol it on the host with "latchkey numbers add +… --label … --owner …", if the organisation owns or administers it.',
  budgetUsedUp:
    'All {sendsPerDay} sends allowed for this number in 24 hours are used up. The next one is free in {wait}; Telegram itself blocks a number after about five sign-ins a day. A QR code costs no send: "latchkey login +… --qr".',
  minutes: '{count} minutes',
  hours: '{count} hours',
  noLogin: 'There is no sign-in of this number. Start one with "latchkey login +…".',
  loginEnded:
    'The sign-in of this number has ended. Look at it with "latchkey show +…", or start another with "latchkey login +…".',
  viewUnreadable:
    'The sign-in was written by another version of Latchkey. Use the same version for workers and front ends.',
  roleTooLow: 'That takes the role {role}. Ask whoever keeps LATCHKEY_OPERATORS.',

  // Why there is no answer yet
  silence: {
    temporalUnreachable: 'Temporal cannot be reached. Trying again by itself; nothing is submitted twice.',
    stuck: 'The sign-in is stuck: {why} It goes on by itself once that is mended.',
    slow: 'The answer takes long; the worker may be gone. Waiting goes on by itself.',
    noWorker:
      'No worker has answered for {seconds} s. Start one with "latchkey start" or "latchkey worker"; waiting goes on by itself.',
  },

  // Temporal
  temporal: {
    namespaceUnknown: 'Temporal does not know the namespace. Check TEMPORAL_NAMESPACE.',
    refused: 'Temporal refuses this client. Check the API key, the certificate and the namespace.',
    failed: 'Temporal could not take that: {error}. Look at what was submitted, and into the log of the worker.',
    unreachable: 'Temporal cannot be reached: {error}. Check that it runs and TEMPORAL_ADDRESS, then try again.',
    taskTimesOut:
      'Its task has run out of time {count} times. Look at the worker: it may be overloaded, or die at this sign-in.',
    workerFails: '{error} Look into the log of the worker.',
    otherKeys: 'The worker seals under other payload keys. Give it the same LATCHKEY_PAYLOAD_KEYS as this command.',
  },

  // LATCHKEY_OPERATORS
  operators: {
    bothSet: 'LATCHKEY_OPERATORS and LATCHKEY_OPERATORS_FILE are both set. Unset one of them.',
    fileUnreadable: 'LATCHKEY_OPERATORS_FILE ({file}) cannot be read. Look whether it is there and readable.',
    notAPair:
      '{variable} holds "{pair}": it must be a Telegram user id with a role, for example 4607:operator. Roles are {roles}.',
  },
};
