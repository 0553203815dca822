import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeView } from '../../client/texts/describe-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

let stage: Stage;
let count = 0;

beforeAll(async () => {
  stage = await openStage({ limits: { lostSendWaitMs: 1_000 } });
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

async function account(scenario: Parameters<Stage['enrol']>[2]): Promise<{ phone: string; numberId: string }> {
  count += 1;
  const phone = `+49151718${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, scenario);
  return { phone, numberId };
}

async function sendsUsed(numberId: string): Promise<number> {
  return (await stage.records.sendsUsed(numberId, { limit: 4, windowMs: 86_400_000 })).used;
}

it('shows what Telegram has told the owner beside a 406', async () => {
  const notice = 'Too many attempts. Call +49 151 2345678, or try in 24 hours.';
  const { phone, numberId } = await account({
    errors: [{ method: 'auth.sendCode', code: 406, message: 'PHONE_PASSWORD_FLOOD', notice }],
  });
  const { view } = await stage.logins.start(phone);
  expect(view).toMatchObject({
    step: { kind: 'serverWait', why: { error: { raw: 'PHONE_PASSWORD_FLOOD' } } },
    notice: 'Too many attempts. Call •••, or try in 24 hours.',
  });
  // Its row is written beside the answer.
  const stored = await viewAt(stage.logins, numberId, 'serverWait');
  expect(describeView(stored, Date.now(), { times: 'relative' }).lines.at(-1)).toContain('try in 24 hours.');
  expect(await sendsUsed(numberId)).toBe(0);
  await stage.logins.cancel(numberId);
});

it('counts a send that Telegram failed at inside, and sends again after the wait of a lost one', async () => {
  const { phone, numberId } = await account({ errors: [{ method: 'auth.sendCode', code: 500, message: 'TIMEOUT' }] });
  const { view } = await stage.logins.start(phone);
  expect(view.step).toMatchObject({ kind: 'serverWait', thenSends: true, why: { error: { raw: 'TIMEOUT' } } });
  expect(await sendsUsed(numberId)).toBe(1);
  await viewAt(stage.logins, numberId, 'enterCode');
  expect(await sendsUsed(numberId)).toBe(2);
  await stage.logins.cancel(numberId);
});

it('takes the password after Telegram has failed while it was checked', async () => {
  const { phone, numberId } = await account({
    password2fa: { password: 'correct horse' },
    errors: [{ method: 'auth.checkPassword', code: 500, message: 'RPC_CALL_FAIL' }],
  });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  const failed = await stage.logins.submitPassword(numberId, asked.view.stepId, 'correct horse');
  expect(failed.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'notChecked' } });
  const done = await stage.logins.submitPassword(numberId, failed.view.stepId, 'correct horse');
  expect(done.view.step.kind).toBe('signedIn');
  expect(stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({
    'auth.checkPassword': 2,
    'users.getUsers': 1,
  });
});
