import { afterAll, beforeAll, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

let stage: Stage;
let worker: WorkerProcess;

beforeAll(async () => {
  stage = await openStage({ limits: { parkAfterMs: 500 } });
  worker = await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

it('an appointment outlives the worker and a run that is continued as new, and asks before it sends', async () => {
  const phone = '+4915112340001';
  const { numberId } = await stage.enrol(phone, 'Support 1', {});
  const { view } = await stage.logins.start(phone);
  await received(stage.sandbox, phone, 'app');
  const untilMs = Date.now() + 6_000;
  const { view: off } = await stage.logins.later(numberId, view.stepId, { untilMs, timeZone: 'Europe/Berlin' });
  expect(off.step).toEqual({ kind: 'putOff', untilMs, timeZone: 'Europe/Berlin', sendsLeft: 3 });
  expect(stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'auth.cancelCode': 1 });
  const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
  await expect.poll(async () => (await handle.describe()).runId).not.toBe(view.loginId);
  await worker.kill();
  worker = await stage.worker();
  const due = await viewAt(stage.logins, numberId, 'restartOffered');
  expect(Date.now()).toBeGreaterThanOrEqual(untilMs);
  expect(due.step).toMatchObject({ reason: 'appointment' });
  expect(stage.sandbox.control.inbox(phone)).toHaveLength(1);
  const again = await stage.logins.restart(numberId, due.stepId);
  const { code } = await received(stage.sandbox, phone, 'app');
  const done = await stage.logins.enterCode(numberId, again.view.stepId, code);
  expect(done.view.step.kind).toBe('signedIn');
});

it('a password step that is put off ends the session that was begun', async () => {
  const phone = '+4915112340002';
  const { numberId } = await stage.enrol(phone, 'Support 2', { password2fa: { password: 'correct horse' } });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  await stage.logins.later(numberId, asked.view.stepId, { untilMs: Date.now() + 1_000 });
  const due = await viewAt(stage.logins, numberId, 'restartOffered');
  expect(stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'auth.logOut': 1 });
  const again = await stage.logins.restart(numberId, due.stepId);
  expect(again.view.step.kind).toBe('enterCode');
  await stage.logins.cancel(numberId);
});

it('a pause that Telegram has named is kept by whoever asks before it is over, in this sign-in or the next', async () => {
  const phone = '+4915112340003';
  const { numberId } = await stage.enrol(phone, 'Support 3', { floodWaitSeconds: { 'auth.sendCode': 7_200 } });
  const waits = { kind: 'serverWait', why: { error: { name: 'FLOOD_WAIT_X' } }, thenSends: false };
  const { view } = await stage.logins.start(phone);
  expect(view.step).toMatchObject(waits);
  const untilMs = view.step.kind === 'serverWait' ? view.step.untilMs : 0;
  await stage.logins.later(numberId, view.stepId, { untilMs: Date.now() + 1_000 });
  const due = await viewAt(stage.logins, numberId, 'restartOffered');
  const again = await stage.logins.restart(numberId, due.stepId);
  expect(again.refusal).toEqual({ code: 'TOO_EARLY', fromMs: untilMs });
  await stage.logins.cancel(numberId);
  const next = await stage.logins.start(phone);
  expect(next.view.step).toMatchObject(waits);
  const later = next.view.step.kind === 'serverWait' ? next.view.step.untilMs : 0;
  expect(Math.abs(later - untilMs)).toBeLessThan(2_000);
  expect(stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'auth.sendCode': 1 });
  await stage.logins.cancel(numberId);
});
