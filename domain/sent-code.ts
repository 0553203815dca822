/**
 * Where a login code went and what it looks like: `auth.SentCodeType`, named as in the schema without its prefix.
 * Lengths count digits; 0 means that Telegram did not say. Source: telegram-sign-in.md, 2.
 */
export type Delivery =
  | { type: 'App'; length: number }
  | { type: 'Sms'; length: number }
  /** The word itself is the code; `beginning` is its first letter. */
  | { type: 'SmsWord'; beginning?: string }
  /** The phrase itself is the code; `beginning` is its first word. */
  | { type: 'SmsPhrase'; beginning?: string }
  | { type: 'Call'; length: number }
  /** The whole number of the caller is the code; `*` in the pattern stands for any digit. */
  | { type: 'FlashCall'; pattern: string }
  /** The last `length` digits of the caller's number, after `prefix`, are the code. */
  | { type: 'MissedCall'; prefix: string; length: number }
  | {
      type: 'EmailCode';
      emailPattern: string;
      length: number;
      resetAvailableSeconds?: number;
      resetPendingInSeconds?: number;
    }
  | { type: 'SetUpEmailRequired' }
  | { type: 'FragmentSms'; url: string; length: number }
  | { type: 'FirebaseSms'; length: number };

export type DeliveryType = Delivery['type'];

/** Telegram offers to take the login e-mail address from the account: it names a period or a date (telegram-sign-in.md 3.5). */
export function offersEmailReset(delivery: Delivery): boolean {
  if (delivery.type !== 'EmailCode') return false;
  return delivery.resetAvailableSeconds !== undefined || delivery.resetPendingInSeconds !== undefined;
}

/** `auth.CodeType`: the way the next code would go, if the server offers one. */
export type NextType = 'Sms' | 'Call' | 'FlashCall' | 'MissedCall' | 'FragmentSms';

/** `auth.sentCode`. `hash` may be empty (seen in the wild); `timeoutSeconds` may be absent. */
export type SentCode = { hash: string; delivery: Delivery; nextType?: NextType; timeoutSeconds?: number };
