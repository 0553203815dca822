import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAt, viewAt, type ViewAt } from '../../tools/stage/next-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
import { openSkippedStage, type SkippedStage } from './open-skipped-stage.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let stage: SkippedStage;

beforeAll(async () => {
  stage = await openSkippedStage('worker');
  await stage.work();
}, 300_000);
afterAll(async () => {
  await stage.close();
});

function asserted<Kind extends StepKind>(view: LoginView, kind: Kind): ViewAt<Kind> {
  if (isAt(view, kind)) return view;
  throw new Error(`Expected ${kind}, not ${view.step.kind}.`);
}

function expectOnTime(atMs: number, dueMs: number): void {
  expect(atMs - dueMs).toBeGreaterThanOrEqual(0);
  expect(atMs - dueMs).toBeLessThanOrEqual(stage.clock.realMs());
}

it('goes on by itself when FLOOD_WAIT_600 is over', async () => {
  const { phone, numberId } = await stage.enrol({ floodWaitSeconds: { 'auth.sendCode': 600 } });
  const { view } = await stage.logins.start(phone);
  const { untilMs, thenSends } = asserted(view, 'serverWait').step;
  expect(thenSends).toBe(true);
  await stage.clock.passUntil(untilMs);
  const asked = await viewAt(stage.logins, numberId, 'enterCode');
  expectOnTime(asked.step.sentAtMs, untilMs);
  console.log(asked.step.sentAtMs - untilMs, stage.clock.realMs());
  const { code } = await received(stage.sandbox, phone, 'app');
  const done = await stage.logins.enterCode(numberId, asked.stepId, code);
  expect(done.view.step.kind).toBe('signedIn');
});

it('offers a code after FLOOD_WAIT of 23 hours', async () => {
  const { phone, numberId } = await stage.enrol({ floodWaitSeconds: { 'auth.sendCode': 23 * 3_600 } });
  const { view } = await stage.logins.start(phone);
  const { untilMs, thenSends } = asserted(view, 'serverWait').step;
  expect(thenSends).toBe(false);
  await stage.clock.passUntil(untilMs);
  const due = await viewAt(stage.logins, numberId, 'restartOffered');
  expectOnTime(due.path?.at(-1)?.atMs ?? 0, untilMs);
  console.log((due.path?.at(-1)?.atMs ?? 0) - untilMs, stage.clock.realMs());
  const again = await stage.logins.restart(numberId, due.stepId);
  const { code } = await received(stage.sandbox, phone, 'app');
  const done = await stage.logins.enterCode(numberId, again.view.stepId, code);
  expect(done.view.step.kind).toBe('signedIn');
});
