import { z } from 'zod';
import type { Delivery } from './delivery.ts';

/** One thing that the owner of a number received. */
export const inboxEntrySchema = z.strictObject({
  atMs: z.number(),
  kind: z.enum(['app', 'sms', 'call', 'flashCall', 'missedCall', 'email', 'fragment']).describe('Where it is found.'),
  text: z.string(),
  code: z.string(),
});
export type InboxEntry = Readonly<z.output<typeof inboxEntrySchema>>;

/** What reaches the owner; nothing for a delivery that only asks for an e-mail address. */
export function inboxEntry(delivery: Delivery, code: string, atMs: number): InboxEntry | undefined {
  const entry = (kind: InboxEntry['kind'], text: string): InboxEntry => ({ atMs, kind, text, code });
  switch (delivery.type) {
    case 'App':
      return entry('app', `Login code: ${code}. Do not give this code to anyone.`);
    case 'Sms':
    case 'FirebaseSms':
      return entry('sms', `Telegram code ${code}`);
    case 'SmsWord':
      return entry('sms', `Telegram code word: ${code}`);
    case 'SmsPhrase':
      return entry('sms', `Telegram code phrase: ${code}`);
    case 'Call':
      return entry('call', `A voice reads the digits ${[...code].join(' ')}.`);
    case 'FlashCall':
      return entry('flashCall', `Call from +${code}, ended at once.`);
    case 'MissedCall':
      return entry('missedCall', `Missed call from +${delivery.prefix}${code}.`);
    case 'EmailCode':
      return entry('email', `Your code is ${code}`);
    case 'FragmentSms':
      return entry('fragment', `${delivery.url} shows the code ${code}`);
    case 'SetUpEmailRequired':
      return undefined;
  }
}
