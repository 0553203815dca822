import { afterAll, beforeAll, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

let stage: Stage;
let count = 0;

beforeAll(async () => {
  stage = await openStage({ settings: { futureAuthToken: 'given' } });
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

function callsOf(phone: string, method: string): number {
  return stage.sandbox.control.calls().counts[phone.slice(1)]?.[method] ?? 0;
}

/** Signed in, and signed out again by a cancel that came while the code was checked. */
async function signedOut(): Promise<{ phone: string; numberId: string }> {
  count += 1;
  const phone = `+49151688${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, {});
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  stage.sandbox.control.setFaults([{ method: 'auth.signIn', phone, action: 'holdReply', delayMs: 800 }]);
  const entering = stage.logins.enterCode(numberId, view.stepId, code);
  await expect.poll(() => callsOf(phone, 'auth.signIn')).toBe(1);
  await stage.logins.cancel(numberId);
  await entering;
  await viewAt(stage.logins, numberId, 'cancelled');
  expect(stage.sandbox.control.account(phone).authorizations).toEqual([]);
  return { phone, numberId };
}

it('signs in, out, and in again without a code', async () => {
  const { phone } = await signedOut();
  const { view } = await stage.logins.start(phone);
  expect(view.step.kind).toBe('signedIn');
  expect([callsOf(phone, 'auth.sendCode'), callsOf(phone, 'auth.signIn')]).toEqual([2, 1]);
  expect(stage.sandbox.control.inbox(phone)).toHaveLength(1);
});

it('asks for the password where the owner has set one meanwhile, and for no code', async () => {
  const { phone, numberId } = await signedOut();
  stage.sandbox.control.changeAccount(phone, { password2fa: { password: 'correct horse' } });
  const { view } = await stage.logins.start(phone);
  expect(view.step.kind).toBe('enterPassword');
  const done = await stage.logins.submitPassword(numberId, view.stepId, 'correct horse');
  expect(done.view.step.kind).toBe('signedIn');
  expect(stage.sandbox.control.inbox(phone)).toHaveLength(1);
});

it('says that there is no account any more', async () => {
  const { phone } = await signedOut();
  stage.sandbox.control.changeAccount(phone, { unoccupied: true });
  const { view } = await stage.logins.start(phone);
  expect(view.step).toMatchObject({ kind: 'failed', why: { code: 'NO_ACCOUNT' } });
});
