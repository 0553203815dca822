import { Api } from 'telegram/tl/index.js';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Delivery } from './delivery.ts';

/**
 * auth.SentCodeType in the layer that the client declared. Ids by layer: schemas of danog/schemas (158 to 225),
 * npm packages `telegram` and `@mtcute/tl`.
 */
export function sentCodeTypeBytes(delivery: Delivery, code: string, layer: number): Buffer {
  if (delivery.type === 'FirebaseSms') return firebaseSms(delivery, code, layer);
  const isWords = delivery.type === 'SmsWord' || delivery.type === 'SmsPhrase';
  if (isWords && layer < wordsSinceLayer) return new Api.auth.SentCodeTypeSms({ length: code.length }).getBytes();
  return sentCodeType(delivery, code).getBytes();
}

/** Older clients know no words: to them it is an SMS like any other (own choice). */
const wordsSinceLayer = 179;

/** All forms have nonce (0), receipt and push_timeout (1) and length; the newer ones' play_integrity fields (2) stay out. */
const firebaseIds = [
  { sinceLayer: 183, id: 0x009fd736 },
  { sinceLayer: 180, id: 0x13c90f17 },
] as const;
const oldestFirebaseId = 0xe57b1432;

function firebaseSms(delivery: Extract<Delivery, { type: 'FirebaseSms' }>, code: string, layer: number): Buffer {
  const { pushTimeoutSeconds } = delivery;
  const writer = new TlWriter()
    .id(firebaseIds.find(({ sinceLayer }) => layer >= sinceLayer)?.id ?? oldestFirebaseId)
    .int(pushTimeoutSeconds === undefined ? 0 : 2);
  if (pushTimeoutSeconds !== undefined) writer.string('sandbox').int(pushTimeoutSeconds);
  return writer.int(delivery.length ?? code.length).bytes();
}

function sentCodeType(delivery: Exclude<Delivery, { type: 'FirebaseSms' }>, code: string): Api.auth.TypeSentCodeType {
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
  }
}
