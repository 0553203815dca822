import type { Api } from 'telegram/tl/index.js';
import type { NextType, SentCode } from '../domain/sent-code.ts';
import { deliveryFromTl } from './delivery-from-tl.ts';
import { isPresent } from './is-present.ts';

/** `auth.CodeType`, all five. */
const nextTypes: Record<Api.auth.TypeCodeType['className'], NextType> = {
  'auth.CodeTypeSms': 'Sms',
  'auth.CodeTypeCall': 'Call',
  'auth.CodeTypeFlashCall': 'FlashCall',
  'auth.CodeTypeMissedCall': 'MissedCall',
  'auth.CodeTypeFragmentSms': 'FragmentSms',
};

/** `serverNowSeconds`: Telegram's clock as unix time, to turn its dates into durations. */
export function sentCodeFromTl(sentCode: Api.auth.SentCode, serverNowSeconds: number): SentCode {
  const { phoneCodeHash, type, nextType, timeout } = sentCode;
  return {
    hash: phoneCodeHash,
    delivery: deliveryFromTl(type, serverNowSeconds),
    ...(isPresent(nextType) ? { nextType: nextTypes[nextType.className] } : {}),
    ...(isPresent(timeout) ? { timeoutSeconds: timeout } : {}),
  };
}
