import type { SentCode } from '../../domain/sent-code.ts';
import { Play } from './play.ts';

export const SET_UP: SentCode = { hash: 'h', delivery: { type: 'SetUpEmailRequired' } };
export const EMAIL: SentCode = {
  hash: 'h',
  delivery: { type: 'EmailCode', emailPattern: 'a***@b.org', length: 6, resetAvailableSeconds: 0 },
};
export const address = { type: 'enterEmail', email: ' ana@example.org ', confirmation: '4607' } as const;
export const emailCode = { kind: 'emailCode', emailPattern: 'a***@e***.org', length: 6 } as const;
export const reset = { type: 'resetEmail', confirmation: '4607' } as const;

/** An address was named. */
export function mailing(): Play {
  return Play.waiting(SET_UP).does(address);
}

/** Up to the code that proves the address. */
export function proving(): Play {
  return mailing().answer('emailCodeAnswered', emailCode);
}

export function verifying(): Play {
  return proving().does({ type: 'enterCode', code: '123456' });
}

export function resetting(sentCode: SentCode = EMAIL): Play {
  return Play.waiting(sentCode).does(reset);
}
