import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

const program = join(import.meta.dirname, '../../bin/latchkey.ts');
const shift = join(import.meta.dirname, '../support/shifted-clock.ts');
const MINUTE_MS = 60_000;

let stage: Stage;
let worker: WorkerProcess | undefined;
let count = 0;

beforeAll(async () => {
  stage = await openStage({ limits: { personDeadlineMs: 15 * MINUTE_MS } });
});
afterEach(async () => {
  await worker?.kill();
  worker = undefined;
});
afterAll(async () => {
  await stage.close();
});

/** What a process sees whose clock is off. */
function offBy(minutes: number): Record<string, string> {
  return { NODE_OPTIONS: `--import ${shift}`, SHIFTED_CLOCK_MS: String(minutes * MINUTE_MS) };
}

async function account(scenario: Parameters<Stage['enrol']>[2] = {}): Promise<{ phone: string; numberId: string }> {
  count += 1;
  const phone = `+49151708${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, scenario);
  return { phone, numberId };
}

function callsOf(phone: string, method: string): number {
  return stage.sandbox.control.calls().counts[phone.slice(1)]?.[method] ?? 0;
}

/** Start and end of what the test itself has waited for, by a clock that is right. */
function expectWithin(atMs: number, [fromMs, untilMs]: readonly [number, number], laterMs: number): void {
  expect(atMs).toBeGreaterThanOrEqual(fromMs + laterMs - 1_000);
  expect(atMs).toBeLessThanOrEqual(untilMs + laterMs + 1_000);
}

describe.each([10, -10])('a worker whose clock is %i minutes off', (minutes) => {
  it('signs in, with deadlines and waits that are right to the second', async () => {
    const { phone, numberId } = await account({
      deliveries: [{ type: 'App', timeoutSeconds: 2 }, { type: 'Sms' }],
      password2fa: { password: 'correct horse' },
    });
    worker = await stage.worker(offBy(minutes));
    const startedAtMs = Date.now();
    const { view } = await stage.logins.start(phone);
    const asked = [startedAtMs, Date.now()] as const;
    if (view.step.kind !== 'enterCode' || view.step.next.kind !== 'automatic') throw new Error(view.step.kind);
    expectWithin(view.step.sentAtMs, asked, 0);
    expectWithin(view.step.deadlineAtMs, asked, 15 * MINUTE_MS);
    expectWithin(view.step.next.atMs, asked, 3_000);
    const resent = await viewAt(stage.logins, numberId, 'enterCode', {
      fits: ({ step }) => step.delivery.type === 'Sms',
    });
    const { code } = await received(stage.sandbox, phone, 'sms');
    const right = await stage.logins.enterCode(numberId, resent.stepId, code);
    expect(right.view.step.kind).toBe('enterPassword');
    const done = await stage.logins.submitPassword(numberId, right.view.stepId, 'correct horse');
    expect(done.view.step.kind).toBe('signedIn');
    expect([callsOf(phone, 'auth.sendCode'), callsOf(phone, 'auth.resendCode')]).toEqual([1, 1]);
  });

  it('waits as long as Telegram says', async () => {
    const { phone, numberId } = await account({ floodWaitSeconds: { 'auth.sendCode': 600 } });
    worker = await stage.worker(offBy(minutes));
    const startedAtMs = Date.now();
    const { view } = await stage.logins.start(phone);
    if (view.step.kind !== 'serverWait') throw new Error(view.step.kind);
    expectWithin(view.step.untilMs, [startedAtMs, Date.now()], 600_000);
    await stage.logins.cancel(numberId);
  });
});

describe.each([5, -5])('a front end whose clock is %i minutes off', (minutes) => {
  it('starts a sign-in, which a worker takes at once', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const env = { ...stage.env, ...offBy(minutes) };
    const child = execFile(process.execPath, [program, 'login', phone, '--json'], { env }, () => undefined);
    child.stdin?.end();
    const view = await viewAt(stage.logins, numberId, 'enterCode');
    expect(view.step.delivery.type).toBe('App');
    await stage.logins.cancel(numberId);
    child.kill();
  });
});
