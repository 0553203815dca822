import { expect, it } from 'vitest';
import { describeListed } from '../../client/texts/describe-listed.ts';
import { viewWith } from './views.ts';

const banned = { name: 'PHONE_NUMBER_BANNED', raw: 'PHONE_NUMBER_BANNED', code: 400 };

it('a list names the error of a sign-in that has failed', () => {
  const refused = viewWith({ kind: 'failed', why: { code: 'TELEGRAM_REFUSED', error: banned } });
  expect(describeListed(refused, 0)).toMatch(/^Sign-in failed: .* \(PHONE_NUMBER_BANNED\)$/u);
  const own = viewWith({ kind: 'failed', why: { code: 'ALREADY_SIGNED_IN' } });
  expect(describeListed(own, 0)).toMatch(/ \(ALREADY_SIGNED_IN\)$/u);
});

it('a list says until when a sign-in waits', () => {
  const putOff = viewWith({ kind: 'putOff', untilMs: 3_600_000, sendsLeft: 2 });
  expect(describeListed(putOff, 0)).toMatch(/^Put off until \d\d:00:00 /u);
  const waits = viewWith({ kind: 'serverWait', why: { code: 'DC_UNREACHABLE' }, untilMs: 3_600_000, thenSends: true });
  expect(describeListed(waits, 0)).toMatch(/^Waiting before the next attempt until \d\d:00:00 /u);
});

it('a list says of other sign-ins what their headline says', () => {
  expect(describeListed(viewWith({ kind: 'scan', deadlineAtMs: 0 }), 0)).toBe('Scan the QR code');
});
