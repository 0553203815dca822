import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeView } from '../../client/texts/describe-view.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

const ADDRESS = 'ana@example.org';
const SET_UP = [{ type: 'SetUpEmailRequired' as const, nextType: null }, { type: 'Sms' as const }];

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

function wordsOf(view: LoginView): string {
  const { headline, lines } = describeView(view, Date.now(), { times: 'relative' });
  return [headline, ...lines].join('\n');
}

it('a code for the address that is too old is told, and the address asked for again', async () => {
  const phone = '+4915112320001';
  const { control } = stage.sandbox;
  const { numberId } = await stage.enrol(phone, 'Support 1', { deliveries: SET_UP });
  const { view } = await stage.logins.start(phone);
  // From here on, so that the sign-in itself stays good.
  control.changeAccount(phone, { codeLifetimeSeconds: 0.001 });
  const given = { email: ADDRESS, confirmation: '0001' };
  const named = await stage.logins.enterEmail(numberId, view.stepId, given);
  const late = await received(stage.sandbox, phone, 'email');
  const expired = await stage.logins.enterCode(numberId, named.view.stepId, late.code);
  expect(expired.view.step).toMatchObject({ kind: 'enterEmail', problem: { kind: 'expired' } });
  expect(wordsOf(expired.view)).toContain('too old');
  control.changeAccount(phone, { codeLifetimeSeconds: 900 });
  const again = await stage.logins.enterEmail(numberId, expired.view.stepId, given);
  const { code } = control.inbox(phone).at(-1) ?? late;
  const proven = await stage.logins.enterCode(numberId, again.view.stepId, code);
  expect(proven.view.step).toMatchObject({ kind: 'enterCode', delivery: { type: 'Sms' } });
  const sms = await received(stage.sandbox, phone, 'sms');
  expect((await stage.logins.enterCode(numberId, proven.view.stepId, sms.code)).view.step.kind).toBe('signedIn');
});

it('a login code by e-mail that is too old is replaced by itself, once, and said so', async () => {
  const phone = '+4915112320002';
  const { control } = stage.sandbox;
  const { numberId } = await stage.enrol(phone, 'Support 2', {
    deliveries: [{ type: 'EmailCode', nextType: null }],
    codeLifetimeSeconds: 0.001,
  });
  const { view } = await stage.logins.start(phone);
  const late = await received(stage.sandbox, phone, 'email');
  control.changeAccount(phone, { codeLifetimeSeconds: 900 });
  const fresh = await stage.logins.enterCode(numberId, view.stepId, late.code);
  expect(fresh.view).toMatchObject({
    step: { kind: 'enterCode', delivery: { type: 'EmailCode' } },
    codeDied: { error: 'PHONE_CODE_EXPIRED', typed: true },
  });
  const { code } = control.inbox(phone).at(-1) ?? late;
  expect((await stage.logins.enterCode(numberId, fresh.view.stepId, code)).view.step.kind).toBe('signedIn');
});

it.each([
  ['EMAIL_NOT_ALLOWED', '+4915112320003'],
  ['EMAIL_INVALID', '+4915112320004'],
] as const)(
  'an address that Telegram does not take (%s) is told, and another one asked for',
  async (message, phone) => {
    const { numberId } = await stage.enrol(phone, 'Support', {
      deliveries: SET_UP,
      errors: [{ method: 'account.sendVerifyEmailCode', code: 400, message }],
    });
    const { view } = await stage.logins.start(phone);
    const confirmation = phone.slice(-4);
    const given = { email: 'somebody@elsewhere.example', confirmation };
    const refused = await stage.logins.enterEmail(numberId, view.stepId, given);
    expect(refused.view.step).toMatchObject({
      kind: 'enterEmail',
      problem: { kind: 'refused', error: { name: message } },
    });
    expect(wordsOf(refused.view)).toContain('Telegram does not take that address.');
    expect(wordsOf(refused.view)).toContain(message);
    expect(JSON.stringify(refused.view)).not.toContain('elsewhere');
    expect(stage.sandbox.control.inbox(phone)).toEqual([]);
    const named = await stage.logins.enterEmail(numberId, refused.view.stepId, { email: ADDRESS, confirmation });
    expect(named.view.step).toMatchObject({ kind: 'enterCode', verifies: true });
    await stage.logins.cancel(numberId);
  },
);
