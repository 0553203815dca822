import { Api } from 'telegram/tl/index.js';
import { announcedAs } from './delivery.ts';
import type { Delivery, NextType } from './delivery.ts';
import { sentCodeTypeBytes } from './sent-code-type.ts';
import { TlWriter } from '../tl/tl-writer.ts';

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

/** How an answer about a code is written. */
export interface SentCodeForm {
  readonly layer: number;
  readonly timeoutField: 'present' | 'absent';
}

/** auth.sentCode#5e002502, the same in layers 158 to 230 but for some of its types. */
export function sentCodeBytes(
  deliveries: readonly Delivery[],
  sent: { readonly position: number; readonly code: string; readonly hash: string },
  { layer, timeoutField }: SentCodeForm,
): Buffer {
  const delivery = deliveries[sent.position];
  if (delivery === undefined) throw new Error(`no delivery ${sent.position}`);
  const next = nextTypeOf(deliveries, sent.position);
  const timeout = timeoutField === 'present' ? timeoutSecondsOf(deliveries, sent.position) : undefined;
  const writer = new TlWriter().id(0x5e002502).int((next === undefined ? 0 : 2) | (timeout === undefined ? 0 : 4));
  writer.raw(sentCodeTypeBytes(delivery, sent.code, layer)).string(sent.hash);
  if (next !== undefined) writer.raw(codeTypes[next]().getBytes());
  if (timeout !== undefined) writer.int(timeout);
  return writer.bytes();
}

const codeTypes: Record<NextType, () => Api.auth.TypeCodeType> = {
  Sms: () => new Api.auth.CodeTypeSms(),
  Call: () => new Api.auth.CodeTypeCall(),
  FlashCall: () => new Api.auth.CodeTypeFlashCall(),
  MissedCall: () => new Api.auth.CodeTypeMissedCall(),
  FragmentSms: () => new Api.auth.CodeTypeFragmentSms(),
};
