import { Api } from 'telegram/tl/index.js';
import { announcedAs } from './delivery.ts';
import type { Delivery, NextType } from './delivery.ts';

/** What follows in the chain, as the reply announces it. */
export function nextTypeOf(deliveries: readonly Delivery[], position: number): NextType | undefined {
  const delivery = deliveries[position];
  if (delivery?.nextType !== undefined) return delivery.nextType ?? undefined;
  const next = deliveries[position + 1];
  return next && announcedAs[next.type];
}

export function timeoutSecondsOf(deliveries: readonly Delivery[], position: number): number | undefined {
  const scripted = deliveries[position]?.timeoutSeconds;
  if (scripted !== undefined) return scripted ?? undefined;
  return nextTypeOf(deliveries, position) === undefined ? undefined : 60;
}

export function sentCode(
  deliveries: readonly Delivery[],
  sent: { readonly position: number; readonly code: string; readonly hash: string },
): Api.auth.SentCode {
  const delivery = deliveries[sent.position];
  if (delivery === undefined) throw new Error(`no delivery ${sent.position}`);
  const next = nextTypeOf(deliveries, sent.position);
  const timeout = timeoutSecondsOf(deliveries, sent.position);
  return new Api.auth.SentCode({
    type: sentCodeType(delivery, sent.code),
    phoneCodeHash: sent.hash,
    ...(next === undefined ? {} : { nextType: codeTypes[next]() }),
    ...(timeout === undefined ? {} : { timeout }),
  });
}

const codeTypes: Record<NextType, () => Api.auth.TypeCodeType> = {
  Sms: () => new Api.auth.CodeTypeSms(),
  Call: () => new Api.auth.CodeTypeCall(),
  FlashCall: () => new Api.auth.CodeTypeFlashCall(),
  MissedCall: () => new Api.auth.CodeTypeMissedCall(),
  FragmentSms: () => new Api.auth.CodeTypeFragmentSms(),
};

function sentCodeType(delivery: Delivery, code: string): Api.auth.TypeSentCodeType {
  switch (delivery.type) {
    case 'App':
      return new Api.auth.SentCodeTypeApp({ length: delivery.length ?? code.length });
    case 'Sms':
      return new Api.auth.SentCodeTypeSms({ length: delivery.length ?? code.length });
    case 'SmsWord':
      return new Api.auth.SentCodeTypeSmsWord({ beginning: delivery.beginning ?? code.slice(0, 1) });
    case 'SmsPhrase':
      return new Api.auth.SentCodeTypeSmsPhrase({
        beginning: delivery.beginning ?? code.split(' ')[0] ?? '',
      });
    case 'Call':
      return new Api.auth.SentCodeTypeCall({ length: delivery.length ?? code.length });
    case 'FlashCall':
      return new Api.auth.SentCodeTypeFlashCall({
        pattern: delivery.pattern ?? `${code.slice(0, 5)}${'*'.repeat(Math.max(code.length - 5, 0))}`,
      });
    case 'MissedCall':
      return new Api.auth.SentCodeTypeMissedCall({
        prefix: delivery.prefix,
        length: delivery.length ?? code.length,
      });
    case 'EmailCode':
      return new Api.auth.SentCodeTypeEmailCode({
        appleSigninAllowed: delivery.appleSigninAllowed,
        googleSigninAllowed: delivery.googleSigninAllowed,
        emailPattern: delivery.emailPattern,
        length: delivery.length ?? code.length,
        ...(delivery.resetAvailablePeriodSeconds === undefined
          ? {}
          : { resetAvailablePeriod: delivery.resetAvailablePeriodSeconds }),
        ...(delivery.resetPendingDateUnixSeconds === undefined
          ? {}
          : { resetPendingDate: delivery.resetPendingDateUnixSeconds }),
      });
    case 'SetUpEmailRequired':
      return new Api.auth.SentCodeTypeSetUpEmailRequired({
        appleSigninAllowed: delivery.appleSigninAllowed,
        googleSigninAllowed: delivery.googleSigninAllowed,
      });
    case 'FragmentSms':
      return new Api.auth.SentCodeTypeFragmentSms({
        url: delivery.url,
        length: delivery.length ?? code.length,
      });
    case 'FirebaseSms':
      return new Api.auth.SentCodeTypeFirebaseSms({
        length: delivery.length ?? code.length,
        ...(delivery.pushTimeoutSeconds === undefined
          ? {}
          : { receipt: 'sandbox', pushTimeout: delivery.pushTimeoutSeconds }),
      });
  }
}
