import { DATACENTERS_PAGE, type TelegramErrorEntry } from './telegram-error-entry.ts';

/** 303: another data centre is in charge. The call had no effect. */
export const movedErrors = {
  PHONE_MIGRATE_X: {
    code: 303,
    meaning: 'The account of this number lives in data centre X; nothing was sent.',
    doNext: 'Nothing to do: the sign-in starts over there by itself.',
    reaction: 'migrate',
    source: DATACENTERS_PAGE,
  },
  NETWORK_MIGRATE_X: {
    code: 303,
    meaning: 'Telegram does not know the number and wants this network served by data centre X; nothing was sent.',
    doNext: 'Nothing to do: the sign-in starts over there by itself.',
    reaction: 'migrate',
    source: DATACENTERS_PAGE,
  },
  USER_MIGRATE_X: {
    code: 303,
    meaning: 'The account has moved to data centre X.',
    doNext: 'Nothing to do: a new session is made there.',
    reaction: 'migrate',
    source: DATACENTERS_PAGE,
  },
} as const satisfies Record<string, TelegramErrorEntry>;
