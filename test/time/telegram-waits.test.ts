import { afterAll, beforeAll, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import {
  begunAtMs,
  callAtMs,
  callsOf,
  DAY_MS,
  expectOnTime,
  HOUR_MS,
  MINUTE_MS,
  requireAt,
  SECOND_MS,
} from './on-time.ts';
import { openSkippedStage, type SkippedStage } from './open-skipped-stage.ts';

/**
 * A run continues as new after each full hour. The test server (1.32) now and then stops its clock for good over an update that
 * comes at that very moment, so what people do is done at other times.
 */
const APART_MS = 10 * MINUTE_MS;
const waiting = { waitMs: 20_000 };

let stage: SkippedStage;

beforeAll(async () => {
  stage = await openSkippedStage('skipped');
}, 300_000);
afterAll(async () => {
  await stage.close();
});

async function signInWith(phone: string, numberId: string, kind: 'app' | 'sms', stepId: string): Promise<void> {
  const { code } = await received(stage.sandbox, phone, kind, 20_000);
  const done = await stage.logins.enterCode(numberId, stepId, code);
  expect(done.view.step.kind).toBe('signedIn');
}

it('a code is sent by itself when FLOOD_WAIT_600 is over', async () => {
  const { phone, numberId } = await stage.enrol({ floodWaitSeconds: { 'auth.sendCode': 600 } });
  const { view } = await stage.logins.start(phone);
  const { step } = requireAt(view, 'serverWait');
  expect(step.thenSends).toBe(true);
  await stage.clock.passOver(step.untilMs);
  const asked = await viewAt(stage.logins, numberId, 'enterCode', waiting);
  expectOnTime(stage, asked.step.sentAtMs, step.untilMs);
  expect(callsOf(stage, phone, 'auth.sendCode')).toBe(2);
  await signInWith(phone, numberId, 'app', asked.stepId);
});

it('a code is offered when FLOOD_WAIT of 23 hours is over, and the offer ends a day later', async () => {
  const { phone, numberId } = await stage.enrol({ floodWaitSeconds: { 'auth.sendCode': 23 * 3_600 } });
  const startedAtMs = await stage.clock.read();
  const { view } = await stage.logins.start(phone);
  const { step } = requireAt(view, 'serverWait');
  expect(step.untilMs - startedAtMs).toBeGreaterThanOrEqual(23 * HOUR_MS);
  await stage.clock.passUntil(step.untilMs - MINUTE_MS);
  expect((await stage.logins.view(numberId))?.step).toEqual(step);
  await stage.clock.passOver(step.untilMs);
  const due = await viewAt(stage.logins, numberId, 'restartOffered', waiting);
  expectOnTime(stage, begunAtMs(due), step.untilMs);
  expect(due.step.deadlineAtMs).toBe((begunAtMs(due) ?? 0) + DAY_MS);
  expect(callsOf(stage, phone, 'auth.sendCode')).toBe(1);
  await stage.clock.passOver(due.step.deadlineAtMs);
  const over = await viewAt(stage.logins, numberId, 'cancelled', waiting);
  expect(over.step.reason).toBe('deadline');
  expectOnTime(stage, begunAtMs(over), due.step.deadlineAtMs);
});

it('a code that is asked for then arrives, from a run that was continued as new on the way', async () => {
  const { phone, numberId } = await stage.enrol({ floodWaitSeconds: { 'auth.sendCode': 23 * 3_600 } });
  const { view } = await stage.logins.start(phone);
  await stage.clock.passOver(requireAt(view, 'serverWait').step.untilMs);
  const due = await viewAt(stage.logins, numberId, 'restartOffered', waiting);
  const { runId } = await stage.client.workflow.getHandle(loginWorkflowId(numberId)).describe();
  expect(runId).not.toBe(view.loginId);
  const again = await stage.logins.restart(numberId, due.stepId);
  await signInWith(phone, numberId, 'app', again.view.stepId);
});

it('a code typed into a flood of hours is refused until then, and taken after', async () => {
  const { phone, numberId } = await stage.enrol({
    code: '24680',
    codeLifetimeSeconds: 86_400,
    floodWaitSeconds: { 'auth.signIn': 5 * 3_600 },
  });
  const { view } = await stage.logins.start(phone);
  await stage.clock.passUntil((await stage.clock.read()) + APART_MS);
  const flooded = await stage.logins.enterCode(numberId, view.stepId, '24680');
  const { problem } = requireAt(flooded.view, 'enterCode').step;
  if (problem?.kind !== 'serverWait') throw new Error(`No wait is shown, but ${problem?.kind}.`);
  const { untilMs } = problem;
  await stage.clock.passUntil(untilMs - MINUTE_MS);
  const early = await stage.logins.enterCode(numberId, flooded.view.stepId, '24680');
  expect(early.refusal).toEqual({ code: 'TOO_EARLY', fromMs: untilMs });
  await stage.clock.passUntil(untilMs);
  const done = await stage.logins.enterCode(numberId, flooded.view.stepId, '24680');
  expect(done.view.step.kind).toBe('signedIn');
});

it('the next delivery is asked for one second after the timeout that Telegram named', async () => {
  const { phone, numberId } = await stage.enrol({
    deliveries: [{ type: 'App', timeoutSeconds: 840 }, { type: 'Sms' }],
  });
  const { view } = await stage.logins.start(phone);
  const { sentAtMs, next } = requireAt(view, 'enterCode').step;
  const dueMs = sentAtMs + 841 * SECOND_MS;
  expect(next).toEqual({ kind: 'automatic', way: 'Sms', atMs: dueMs });
  await stage.clock.passOver(dueMs);
  expectOnTime(stage, await callAtMs(stage, phone, 'auth.resendCode'), dueMs);
  const sms = await viewAt(stage.logins, numberId, 'enterCode', {
    ...waiting,
    fits: ({ step }) => step.delivery.type === 'Sms',
  });
  await signInWith(phone, numberId, 'sms', sms.stepId);
});

it('a delivery that Telegram offers in 100 minutes is for somebody to ask for, and they are awaited', async () => {
  const { phone, numberId } = await stage.enrol({
    deliveries: [{ type: 'App', timeoutSeconds: 6_000 }, { type: 'Sms' }],
    codeLifetimeSeconds: 86_400,
  });
  const { view } = await stage.logins.start(phone);
  const { sentAtMs, next, deadlineAtMs } = requireAt(view, 'enterCode').step;
  const fromMs = sentAtMs + 6_001 * SECOND_MS;
  expect(next).toEqual({ kind: 'onRequest', way: 'Sms', fromMs });
  expect(deadlineAtMs).toBe(fromMs + 15 * MINUTE_MS);
  await stage.clock.passUntil(fromMs - MINUTE_MS);
  const early = await stage.logins.resend(numberId, view.stepId);
  expect(early.refusal).toEqual({ code: 'TOO_EARLY', fromMs });
  await stage.clock.passUntil(fromMs);
  const sms = await stage.logins.resend(numberId, view.stepId);
  expect(requireAt(sms.view, 'enterCode').step.delivery.type).toBe('Sms');
  await signInWith(phone, numberId, 'sms', sms.view.stepId);
});

it('a login e-mail address is gone after the seven days that Telegram names, and the code comes by text message', async () => {
  const { phone, numberId } = await stage.enrol({
    deliveries: [
      { type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 0, resetTakesSeconds: 7 * 86_400 },
      { type: 'Sms' },
    ],
  });
  const { view } = await stage.logins.start(phone);
  await stage.clock.passUntil((await stage.clock.read()) + APART_MS);
  const pending = await stage.logins.resetEmail(numberId, view.stepId, { confirmation: phone.slice(-4) });
  const answeredAtMs = await stage.clock.read();
  const { emailResetAtMs = Number.NaN } = requireAt(pending.view, 'enterCode').step;
  // The date comes in whole seconds: rounded up, for one that is asked for too early is mailed once more.
  const askedAtMs = (await callAtMs(stage, phone, 'auth.resetLoginEmail')) ?? Number.NaN;
  expect(emailResetAtMs).toBeGreaterThanOrEqual(askedAtMs + 7 * DAY_MS);
  expect(emailResetAtMs).toBeLessThan(answeredAtMs + 7 * DAY_MS + 4 * SECOND_MS);
  await stage.clock.passOver(emailResetAtMs);
  const due = await viewAt(stage.logins, numberId, 'restartOffered', waiting);
  expectOnTime(stage, begunAtMs(due), emailResetAtMs);
  expect(due.step.reason).toBe('emailReset');
  const again = await stage.logins.restart(numberId, due.stepId);
  expect(requireAt(again.view, 'enterCode').step.delivery.type).toBe('Sms');
  await signInWith(phone, numberId, 'sms', again.view.stepId);
});
