import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEASE_TTL_MS } from '../../contracts/timings.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { begunAtMs, callAtMs, callsOf, DAY_MS, expectOnTime, HOUR_MS, MINUTE_MS, requireAt } from './on-time.ts';
import { openSkippedStage, type SkippedStage } from './open-skipped-stage.ts';

const waiting = { waitMs: 20_000 };

let stage: SkippedStage;

beforeAll(async () => {
  stage = await openSkippedStage('skipped');
}, 300_000);
afterAll(async () => {
  await stage.close();
});

describe('a person who does not come back', () => {
  it('has the code cancelled after 15 minutes', async () => {
    const { phone, numberId } = await stage.enrol({});
    const { view } = await stage.logins.start(phone);
    const { sentAtMs, deadlineAtMs } = requireAt(view, 'enterCode').step;
    expect(deadlineAtMs - sentAtMs).toBeGreaterThanOrEqual(15 * MINUTE_MS);
    await stage.clock.passOver(deadlineAtMs);
    const over = await viewAt(stage.logins, numberId, 'cancelled', waiting);
    expect(over.step).toEqual({ kind: 'cancelled', reason: 'deadline' });
    expectOnTime(stage, await callAtMs(stage, phone, 'auth.cancelCode'), deadlineAtMs);
  });

  it('holds the next delivery back for a minute by beginning to type', async () => {
    const { phone, numberId } = await stage.enrol({
      deliveries: [{ type: 'App', timeoutSeconds: 120 }, { type: 'Sms' }],
    });
    const { view } = await stage.logins.start(phone);
    const { next } = requireAt(view, 'enterCode').step;
    if (next.kind !== 'automatic') throw new Error(next.kind);
    await stage.clock.passUntil(next.atMs - 30_000);
    await stage.logins.openEntry(numberId, view.stepId);
    const held = await viewAt(stage.logins, numberId, 'enterCode', {
      ...waiting,
      fits: ({ step }) => step.heldUntilMs !== undefined,
    });
    const { heldUntilMs = 0 } = held.step;
    expect(heldUntilMs).toBeGreaterThan(next.atMs);
    await stage.clock.passOver(heldUntilMs);
    expectOnTime(stage, await callAtMs(stage, phone, 'auth.resendCode'), heldUntilMs);
    await stage.logins.cancel(numberId);
  });

  it('is signed out again after a day without the password', async () => {
    const { phone, numberId } = await stage.enrol({ password2fa: { password: 'correct horse' } });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app', 20_000);
    const asked = await stage.logins.enterCode(numberId, view.stepId, code);
    const { deadlineAtMs } = requireAt(asked.view, 'enterPassword').step;
    expect(deadlineAtMs).toBe((begunAtMs(asked.view) ?? 0) + DAY_MS);
    await stage.clock.passUntil(deadlineAtMs - HOUR_MS);
    expect((await stage.logins.view(numberId))?.step.kind).toBe('enterPassword');
    await stage.clock.passOver(deadlineAtMs);
    const over = await viewAt(stage.logins, numberId, 'cancelled', waiting);
    expect(over.step).toEqual({ kind: 'cancelled', reason: 'deadline' });
    expectOnTime(stage, await callAtMs(stage, phone, 'auth.logOut'), deadlineAtMs);
  });

  it('may type the password in the last half hour of the day', async () => {
    const { phone, numberId } = await stage.enrol({ password2fa: { password: 'correct horse' } });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app', 20_000);
    const asked = await stage.logins.enterCode(numberId, view.stepId, code);
    await stage.clock.passUntil(requireAt(asked.view, 'enterPassword').step.deadlineAtMs - 30 * MINUTE_MS);
    const done = await stage.logins.submitPassword(numberId, asked.view.stepId, 'correct horse');
    expect(done.view.step.kind).toBe('signedIn');
  });
});

it('four codes are all for a day, and the fifth goes out when the first is a day old', async () => {
  const { phone, numberId } = await stage.enrol({ loginsPerDay: null });
  const sentAtMs: number[] = [];
  for (let sends = 0; sends < 4; sends += 1) {
    const { view } = await stage.logins.start(phone);
    sentAtMs.push(requireAt(view, 'enterCode').step.sentAtMs);
    await stage.logins.cancel(numberId);
    await stage.clock.passUntil((await stage.clock.read()) + HOUR_MS);
  }
  const freeAtMs = (sentAtMs[0] ?? 0) + DAY_MS;
  await stage.clock.passUntil(freeAtMs - MINUTE_MS);
  await expect(stage.logins.start(phone)).rejects.toMatchObject({ code: 'SEND_BUDGET_USED_UP' });
  await stage.clock.passUntil(freeAtMs);
  const { view } = await stage.logins.start(phone);
  expect(view.step.kind).toBe('enterCode');
  expect(callsOf(stage, phone, 'auth.sendCode')).toBe(5);
  await stage.logins.cancel(numberId);
});

it('the lease of a worker that was killed before a long wait has run out after it', async () => {
  const { phone, numberId } = await stage.enrol({ floodWaitSeconds: { 'auth.sendCode': 600 } });
  const { view } = await stage.logins.start(phone);
  const { untilMs } = requireAt(view, 'serverWait').step;
  const wish = { sessionId: view.loginId, holder: 'killed', ttlMs: LEASE_TTL_MS };
  expect((await stage.vault.acquireLease(wish)).kind).toBe('acquired');
  expect((await stage.vault.acquireLease({ ...wish, holder: 'other' })).kind).toBe('held');
  await stage.clock.passOver(untilMs);
  const asked = await viewAt(stage.logins, numberId, 'enterCode', waiting);
  expectOnTime(stage, asked.step.sentAtMs, untilMs);
  await stage.logins.cancel(numberId);
});
