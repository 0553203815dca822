import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOGIN_TASK_QUEUE, LOGIN_WORKFLOW, loginWorkflowId } from '../../contracts/names.ts';
import { Play } from '../domain/play.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ limits: { parkAfterMs: 1_000 } });
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

it('continues as new while a person is awaited, and answers the same question there', async () => {
  const phone = '+4915112350001';
  const { numberId } = await stage.enrol(phone, 'Support 1', {});
  const { view } = await stage.logins.start(phone);
  const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
  await expect.poll(async () => (await handle.describe()).runId).not.toBe(view.loginId);
  const { code } = await received(stage.sandbox, phone, 'app');
  const joined = await stage.logins.start(phone);
  expect(joined).toMatchObject({ joined: true, view: { stepId: view.stepId, loginId: view.loginId } });
  const done = await stage.logins.enterCode(numberId, view.stepId, code);
  expect(done.view).toMatchObject({ loginId: view.loginId, step: { kind: 'signedIn' } });
  await handle.result();
  await pause(100);
  const acts = (await stage.records.audit({ numberId, limit: 20 })).map(({ act }) => act);
  expect(acts.toSorted()).toEqual(['enterCode', 'joined', 'numbers.add', 'sendCode', 'signedIn', 'start']);
});

it('answers everybody who asks while it continues as new, again and again', async () => {
  const phone = '+4915112350019';
  const { numberId } = await stage.enrol(phone, 'Support 19', {});
  const { view } = await stage.logins.start(phone);
  const { view: off } = await stage.logins.later(numberId, view.stepId, { untilMs: Date.now() + 600_000 });
  const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
  const ask = async () => await stage.logins.resend(numberId, off.stepId);
  const runIds = new Set<string>();
  while (runIds.size < 4) {
    const answers = await Promise.all([ask(), pause(10).then(ask), pause(20).then(ask)]);
    expect(answers.map(({ refusal }) => refusal?.code)).toEqual(['NOT_NOW', 'NOT_NOW', 'NOT_NOW']);
    runIds.add((await handle.describe()).runId);
  }
  await stage.logins.cancel(numberId);
});

it('continues as new while a forgotten password is recovered, and keeps the code that was right', async () => {
  const phone = '+4915112350009';
  const password2fa = { password: 'forgotten', recoveryEmail: 'owner@example.org', recoveryCode: '748392' };
  const { numberId } = await stage.enrol(phone, 'Support 9', { password2fa });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  const mailed = await stage.logins.requestRecovery(numberId, asked.view.stepId);
  const right = await stage.logins.recoveryCode(numberId, mailed.view.stepId, '748392');
  const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
  const { runId } = await handle.describe();
  await expect.poll(async () => (await handle.describe()).runId).not.toBe(runId);
  const done = await stage.logins.recoverPassword(numberId, right.view.stepId, { confirmation: '0009' });
  expect(done.view).toMatchObject({ loginId: view.loginId, step: { kind: 'signedIn' } });
});

it('continues as new while a login e-mail is being reset, keeps the date and the code, and offers a fresh one when it has come', async () => {
  const reset = (resetTakesSeconds: number) => ({
    deliveries: [
      { type: 'EmailCode' as const, nextType: null, resetAvailablePeriodSeconds: 0, resetTakesSeconds },
      { type: 'Sms' as const },
    ],
  });
  const parked = async (phone: string, takesSeconds: number) => {
    const { numberId } = await stage.enrol(phone, `Support ${phone.slice(-1)}`, reset(takesSeconds));
    const { view } = await stage.logins.start(phone);
    const given = { confirmation: phone.slice(-4) };
    const { view: pending } = await stage.logins.resetEmail(numberId, view.stepId, given);
    if (pending.step.kind !== 'enterCode') throw new Error(`The sign-in is at ${pending.step.kind}.`);
    const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
    await expect.poll(async () => (await handle.describe()).runId, { timeout: 20_000 }).not.toBe(view.loginId);
    return { numberId, pending, resetAtMs: pending.step.emailResetAtMs };
  };

  const long = await parked('+4915112350005', 3_600);
  const joined = await stage.logins.start('+4915112350005');
  expect(joined).toMatchObject({ joined: true, view: { step: { emailResetAtMs: long.resetAtMs } } });
  const { code } = await received(stage.sandbox, '+4915112350005', 'email');
  const done = await stage.logins.enterCode(long.numberId, long.pending.stepId, code);
  expect(done.view.step.kind).toBe('signedIn');

  const short = await parked('+4915112350006', 4);
  const due = await viewAt(stage.logins, short.numberId, 'restartOffered', { waitMs: 20_000 });
  expect(due.step.reason).toBe('emailReset');
  const fresh = await stage.logins.restart(short.numberId, due.stepId);
  const sms = await received(stage.sandbox, '+4915112350006', 'sms');
  expect((await stage.logins.enterCode(short.numberId, fresh.view.stepId, sms.code)).view.step.kind).toBe('signedIn');
});

it('does not continue as new over a call under way, when a view could not be written at that moment', async () => {
  const phone = '+4915112350002';
  const { numberId } = await stage.enrol(phone, 'Support 2', {});
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const other = new DatabaseSync(stage.config.vault.file, { timeout: 20_000 });
  other.exec('BEGIN IMMEDIATE');
  const told = await stage.logins.noCode(numberId, view.stepId, true);
  await pause(1_500);
  stage.sandbox.control.setFaults([{ method: 'auth.signIn', phone, action: 'delay', delayMs: 1_500 }]);
  const entered = stage.logins.enterCode(numberId, told.view.stepId, code);
  await pause(500);
  other.exec('ROLLBACK');
  other.close();
  expect((await entered).view.step.kind).toBe('signedIn');
  await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
  expect((await stage.logins.view(numberId))?.step.kind).toBe('signedIn');
});

it('is left for a worker of its own version when a newer one has parked it', async () => {
  const { numberId } = await stage.enrol('+4915112350003', 'Support 3', {});
  const { state } = Play.waiting();
  const handle = await stage.client.workflow.start(LOGIN_WORKFLOW, {
    workflowId: loginWorkflowId(numberId),
    taskQueue: LOGIN_TASK_QUEUE,
    args: [{ requestId: 'r', start: { ...state, numberId }, carried: { schema: 99, state, auditCount: 0 } }],
  });
  await expect
    .poll(async () => await stage.logins.describe(numberId), { timeout: 30_000 })
    .toMatchObject({ state: 'running', stuck: matching(/state schema 99; .*Start a worker of that version/) });
  await handle.terminate();
});

it('waits for a worker that knows the rules it was started with', async () => {
  const { numberId } = await stage.enrol('+4915112350004', 'Support 4', {});
  const { state } = Play.waiting();
  const handle = await stage.client.workflow.start(LOGIN_WORKFLOW, {
    workflowId: loginWorkflowId(numberId),
    taskQueue: LOGIN_TASK_QUEUE,
    args: [{ requestId: 'r', start: { ...state, numberId, rulesVersion: 99 } }],
  });
  await expect
    .poll(async () => await stage.logins.describe(numberId), { timeout: 30_000 })
    .toMatchObject({ state: 'running', stuck: matching(/rules 99; .*Start a worker of that version/) });
  await handle.terminate();
});

function matching(pattern: RegExp): unknown {
  const matcher: unknown = expect.stringMatching(pattern);
  return matcher;
}
