import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

function callsOf(phone: string): Record<string, number> {
  return stage.sandbox.control.calls().counts[phone.slice(1)] ?? {};
}

describe('a sign-in', () => {
  it('resends when the timeout has passed, takes a wrong code, the right one, a wrong password and the right one', async () => {
    const phone = '+4915112340001';
    const { numberId } = await stage.enrol(phone, 'Support 1', {
      deliveries: [{ type: 'App', timeoutSeconds: 1 }, { type: 'Sms' }],
      password2fa: { password: 'correct horse', hint: 'a horse' },
    });
    const { view } = await stage.logins.start(phone);
    expect(view.step).toMatchObject({
      kind: 'enterCode',
      delivery: { type: 'App' },
      next: { kind: 'automatic', way: 'Sms' },
    });
    const resent = await viewAt(stage.logins, numberId, 'enterCode', {
      fits: ({ step }) => step.delivery.type === 'Sms',
    });
    const { code } = await received(stage.sandbox, phone, 'sms');
    const wrong = await stage.logins.enterCode(numberId, resent.stepId, code === '11111' ? '22222' : '11111');
    expect(wrong.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'wrongCode' }, triesLeft: 2 });
    const right = await stage.logins.enterCode(numberId, wrong.view.stepId, ` ${code.slice(0, 2)} ${code.slice(2)} `);
    expect(right.view.step).toMatchObject({ kind: 'enterPassword', hint: 'a horse' });
    const refused = await stage.logins.submitPassword(numberId, right.view.stepId, 'wrong');
    expect(refused.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'wrongPassword' } });
    const done = await stage.logins.submitPassword(numberId, refused.view.stepId, 'correct horse');
    expect(done.view.step.kind).toBe('signedIn');
    expect(callsOf(phone)).toMatchObject({ 'auth.sendCode': 1, 'auth.resendCode': 1, 'auth.signIn': 2 });
  });

  it('follows a number to its home data centre with one code sent', async () => {
    const phone = '+4915112340002';
    const { numberId } = await stage.enrol(phone, 'Support 2', { homeDc: 4 });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const done = await stage.logins.enterCode(numberId, view.stepId, code);
    const device = { model: 'Latchkey', systemVersion: 'server', appVersion: '0.1' };
    expect(done.view.step).toMatchObject({ kind: 'signedIn', dcId: 4, device });
    expect(stage.sandbox.control.inbox(phone).filter(({ kind }) => kind === 'app')).toHaveLength(1);
  });

  it('asks where the account is open when no next way is offered', async () => {
    const phone = '+4915112340003';
    const { numberId } = await stage.enrol(phone, 'Support 3', { deliveries: [{ type: 'App', delivered: false }] });
    const { view } = await stage.logins.start(phone);
    expect(view.step).toMatchObject({ kind: 'enterCode', advice: 'isOpenOnDevice', next: { kind: 'none' } });
    const answered = await stage.logins.noCode(numberId, view.stepId, false);
    expect(answered.view.step).toMatchObject({ advice: 'signInOnPhoneFirst' });
    const later = await stage.logins.later(numberId, answered.view.stepId);
    expect(later.view.step).toEqual({ kind: 'cancelled', reason: 'postponed' });
    expect(callsOf(phone)).toMatchObject({ 'auth.cancelCode': 1 });
  });

  it('joins the sign-in that is running and says who runs it', async () => {
    const phone = '+4915112340004';
    const { numberId } = await stage.enrol(phone, 'Support 4', {});
    const first = await stage.logins.start(phone);
    const second = await stage.logins.start(phone);
    expect(first.joined).toBe(false);
    expect(second).toMatchObject({ joined: true, view: { loginId: first.view.loginId, startedBy: 'cli:demo' } });
    expect(callsOf(phone)).toMatchObject({ 'auth.sendCode': 1 });
    await stage.logins.cancel(numberId);
  });

  it('refuses a second session of a signed-in number unless it is asked for, and keeps the first', async () => {
    const phone = '+4915112340005';
    const { numberId } = await stage.enrol(phone, 'Support 5', {});
    const signIn = async (again: boolean) => {
      const { view } = await stage.logins.start(phone, { again });
      if (view.step.kind !== 'enterCode') return view;
      const code = stage.sandbox.control.inbox(phone).at(-1)?.code ?? '';
      return (await stage.logins.enterCode(numberId, view.stepId, code)).view;
    };
    expect((await signIn(false)).step.kind).toBe('signedIn');
    expect((await signIn(false)).step).toMatchObject({ kind: 'failed', why: { code: 'ALREADY_SIGNED_IN' } });
    await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
    expect((await stage.logins.view(numberId))?.step.kind).toBe('signedIn');
    const acts = (await stage.records.audit({ numberId, limit: 3 })).map(({ act, detail }) => [act, detail]);
    expect(acts).toEqual([
      ['failed', 'ALREADY_SIGNED_IN'],
      ['notSent', 'ALREADY_SIGNED_IN'],
      ['start', undefined],
    ]);
    expect((await signIn(true)).step.kind).toBe('signedIn');
    expect(stage.sandbox.control.account(phone).authorizations).toHaveLength(2);
  });

  it('shows a flood wait and lets it be cancelled', async () => {
    const phone = '+4915112340006';
    const { numberId } = await stage.enrol(phone, 'Support 6', { floodWaitSeconds: { 'auth.sendCode': 600 } });
    const { view } = await stage.logins.start(phone);
    expect(view.step).toMatchObject({ kind: 'serverWait', why: { error: { raw: 'FLOOD_WAIT_600' } }, thenSends: true });
    const cancelled = await stage.logins.cancel(numberId);
    expect(cancelled.view.step).toEqual({ kind: 'cancelled', reason: 'person' });
  });

  it('ends with the reason when Telegram bans the number, and frees the send', async () => {
    const phone = '+4915112340007';
    const { numberId } = await stage.enrol(phone, 'Support 7', {
      errors: [{ method: 'auth.sendCode', code: 400, message: 'PHONE_NUMBER_BANNED' }],
    });
    const { view } = await stage.logins.start(phone);
    expect(view.step).toMatchObject({ kind: 'failed', why: { error: { raw: 'PHONE_NUMBER_BANNED' } } });
    const { used } = await stage.records.sendsUsed(numberId, { limit: 4, windowMs: 86_400_000 });
    expect(used).toBe(0);
  });

  it('signs a bot account out again', async () => {
    const phone = '+4915112340008';
    const { numberId } = await stage.enrol(phone, 'Support 8', { user: { bot: true } });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const done = await stage.logins.enterCode(numberId, view.stepId, code);
    expect(done.view.step).toMatchObject({ kind: 'failed', why: { code: 'USERS_ONLY' } });
    expect(callsOf(phone)).toMatchObject({ 'auth.logOut': 1 });
  });

  it('restarts once by itself after an expired code, then asks', async () => {
    const phone = '+4915112340009';
    const { numberId } = await stage.enrol(phone, 'Support 9', {});
    const { view } = await stage.logins.start(phone);
    const first = await received(stage.sandbox, phone, 'app');
    stage.sandbox.control.postedInChat(phone);
    const again = await stage.logins.enterCode(numberId, view.stepId, first.code ?? '');
    expect(again.view).toMatchObject({
      step: { kind: 'enterCode' },
      codeDied: { error: 'PHONE_CODE_EXPIRED', typed: true },
    });
    stage.sandbox.control.postedInChat(phone);
    const code = stage.sandbox.control.inbox(phone).at(-1)?.code ?? '';
    const asked = await stage.logins.enterCode(numberId, again.view.stepId, code);
    expect(asked.view.step).toMatchObject({ kind: 'restartOffered', reason: 'codeExpired' });
    expect(callsOf(phone)).toMatchObject({ 'auth.sendCode': 2 });
    await stage.logins.cancel(numberId);
  });
});
