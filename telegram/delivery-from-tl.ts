import type { Api } from 'telegram/tl/index.js';
import { assertNever } from '../domain/assert-never.ts';
import type { Delivery } from '../domain/sent-code.ts';
import { isPresent } from './is-present.ts';

/** `auth.SentCodeType`, all eleven; a constructor that the schema gains is a compile error here. */
export function deliveryFromTl(type: Api.auth.TypeSentCodeType, serverNowSeconds: number): Delivery {
  switch (type.className) {
    case 'auth.SentCodeTypeApp':
      return { type: 'App', length: type.length };
    case 'auth.SentCodeTypeSms':
      return { type: 'Sms', length: type.length };
    case 'auth.SentCodeTypeSmsWord':
      return { type: 'SmsWord', ...beginningOf(type) };
    case 'auth.SentCodeTypeSmsPhrase':
      return { type: 'SmsPhrase', ...beginningOf(type) };
    case 'auth.SentCodeTypeCall':
      return { type: 'Call', length: type.length };
    case 'auth.SentCodeTypeFlashCall':
      return { type: 'FlashCall', pattern: type.pattern };
    case 'auth.SentCodeTypeMissedCall':
      return { type: 'MissedCall', prefix: type.prefix, length: type.length };
    case 'auth.SentCodeTypeEmailCode':
      return emailCode(type, serverNowSeconds);
    case 'auth.SentCodeTypeSetUpEmailRequired':
      return { type: 'SetUpEmailRequired' };
    case 'auth.SentCodeTypeFragmentSms':
      return { type: 'FragmentSms', url: type.url, length: type.length };
    case 'auth.SentCodeTypeFirebaseSms':
      return { type: 'FirebaseSms', length: type.length };
    default:
      return assertNever(type);
  }
}

function beginningOf({ beginning }: { beginning?: string }): { beginning?: string } {
  return isPresent(beginning) ? { beginning } : {};
}

function emailCode(type: Api.auth.SentCodeTypeEmailCode, serverNowSeconds: number): Delivery {
  const { emailPattern, length, resetAvailablePeriod, resetPendingDate } = type;
  return {
    type: 'EmailCode',
    emailPattern,
    length,
    ...(isPresent(resetAvailablePeriod) ? { resetAvailableSeconds: resetAvailablePeriod } : {}),
    ...(isPresent(resetPendingDate) ? { resetPendingInSeconds: Math.max(0, resetPendingDate - serverNowSeconds) } : {}),
  };
}
