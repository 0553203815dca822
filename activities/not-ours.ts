import type { NotOurs } from '../domain/login-event.ts';
import type { Account } from '../telegram/gateway.ts';

/** Anybody can scan a QR code: the account must be the one of the number, and nothing but its phone number proves that. */
export function notOursOf({ phone }: Account, ours: string): NotOurs | undefined {
  if (phone === undefined || phone === '') return { kind: 'notProven' };
  return digitsOf(phone) === digitsOf(ours) ? undefined : { kind: 'otherAccount' };
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/gu, '');
}
