import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { billableActions } from '../../tools/stage/billable-actions.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

let stage: Stage;
let worker: WorkerProcess | undefined;
let count = 0;

beforeAll(async () => {
  stage = await openStage({ limits: { personDeadlineMs: 4_000, lostSendWaitMs: 1_000 } });
});
afterEach(async () => {
  await worker?.kill();
  worker = undefined;
});
afterAll(async () => {
  await stage.close();
});

async function account(scenario: Parameters<Stage['enrol']>[2] = {}): Promise<{ phone: string; numberId: string }> {
  count += 1;
  const phone = `+49151567${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, scenario);
  return { phone, numberId };
}

function callsOf(phone: string, method: string): number {
  return stage.sandbox.control.calls().counts[phone.slice(1)]?.[method] ?? 0;
}

describe('without a worker', () => {
  it('says so after five seconds, and sends nothing when a worker comes too late', async () => {
    const { phone } = await account();
    const said: string[] = [];
    const answer = stage.logins.start(phone, { notAfterMs: 2_000, onSilent: ({ reason }) => said.push(reason) });
    await expect.poll(() => said).toEqual(['noWorker']);
    worker = await stage.worker();
    expect((await answer).view.step).toMatchObject({ kind: 'failed', why: { code: 'NOBODY_WAITING' } });
    expect(callsOf(phone, 'auth.sendCode')).toBe(0);
  });
});

describe('a worker that is asked to stop', () => {
  it('finishes the send under way, and the next worker has its code', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    stage.sandbox.control.setFaults([{ method: 'auth.sendCode', phone, action: 'holdReply', delayMs: 1_500 }]);
    stage.logins.start(phone).catch(() => undefined);
    await expect.poll(() => callsOf(phone, 'auth.sendCode')).toBe(1);
    expect(await worker.stop()).toBe(0);
    worker = await stage.worker();
    const view = await viewAt(stage.logins, numberId, 'enterCode');
    const { code } = await received(stage.sandbox, phone, 'app');
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
    expect(callsOf(phone, 'auth.sendCode')).toBe(1);
  });
});

describe('a data centre that cannot be reached', () => {
  it('is named with its address, tried again, and costs no send', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker({ TELEGRAM_DC: '2@127.0.0.1:9' });
    const { view } = await stage.logins.start(phone);
    expect(view.step).toMatchObject({
      kind: 'serverWait',
      why: { code: 'DC_UNREACHABLE' },
    });
    expect(JSON.stringify(view.step)).toContain('127.0.0.1:9');
    expect((await stage.records.sendsUsed(numberId, { limit: 4, windowMs: 86_400_000 })).used).toBe(0);
    await worker.kill();
    worker = await stage.worker();
    await viewAt(stage.logins, numberId, 'enterCode');
    expect(callsOf(phone, 'auth.sendCode')).toBe(1);
    await stage.logins.cancel(numberId);
  });
});

describe('an answer to auth.signIn that is lost', () => {
  it('is asked for again when Telegram can be reached, and no second code goes out', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    stage.sandbox.control.setFaults([
      { action: 'dropAfter', method: 'auth.signIn', phone },
      ...[1, 1, 1].map((nth) => ({ action: 'dropBefore' as const, method: 'help.getConfig', nth: nth + 1 })),
    ]);
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
    expect([callsOf(phone, 'auth.signIn'), callsOf(phone, 'auth.sendCode')]).toEqual([1, 1]);
  });
});

describe('a command of another shape', () => {
  it('is refused, and the sign-in goes on', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
    for (const args of [{ actor: 'x', stepId: view.stepId, code: 12_345 }, undefined, 'text']) {
      await expect(
        handle.executeUpdate<unknown, [unknown], 'enterCode'>('enterCode', { args: [args] }),
      ).rejects.toThrow();
    }
    await expect(stage.logins.enterCode(numberId, view.stepId, '1'.repeat(3_000_000))).rejects.toMatchObject({
      code: 'CODE_TOO_LONG',
    });
    const { code } = await received(stage.sandbox, phone, 'app');
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
  });
});

describe('a vault that another program keeps locked', () => {
  it('holds the send back, and lets it go once when it is free', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const other = new DatabaseSync(stage.config.vault.file, { timeout: 20_000 });
    other.exec('BEGIN IMMEDIATE');
    const started = stage.logins.start(phone);
    await pause(7_000);
    expect(callsOf(phone, 'auth.sendCode')).toBe(0);
    other.exec('ROLLBACK');
    other.close();
    await started;
    await viewAt(stage.logins, numberId, 'enterCode', { waitMs: 30_000 });
    expect(callsOf(phone, 'auth.sendCode')).toBe(1);
  });

  it.each([4_000, 8_000])(
    'keeps an answer that came meanwhile: locked for %i ms, one send, the code works',
    async (ms) => {
      const { phone, numberId } = await account();
      worker = await stage.worker();
      stage.sandbox.control.setFaults([{ method: 'auth.sendCode', phone, action: 'holdReply', delayMs: 300 }]);
      const started = stage.logins.start(phone);
      await expect.poll(() => callsOf(phone, 'auth.sendCode'), { interval: 10 }).toBe(1);
      const other = new DatabaseSync(stage.config.vault.file, { timeout: 20_000 });
      other.exec('BEGIN IMMEDIATE');
      await pause(ms);
      other.exec('ROLLBACK');
      other.close();
      const { view } = await started;
      expect(view.step.kind).toBe('enterCode');
      const { code } = await received(stage.sandbox, phone, 'app');
      expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
      expect(callsOf(phone, 'auth.sendCode')).toBe(1);
    },
  );
});

describe('the budget', () => {
  it('counts across sign-ins and cancels, and says when the next send is free', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    for (let sends = 1; sends <= 4; sends += 1) {
      await stage.logins.start(phone);
      await stage.logins.cancel(numberId);
    }
    await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
    await expect(stage.logins.start(phone)).rejects.toThrow(/free in \d+ hours/u);
    expect(callsOf(phone, 'auth.sendCode')).toBe(4);
  });
});

describe('a number', () => {
  it('that is not enrolled is not signed in', async () => {
    await expect(stage.logins.start('+4915100000000')).rejects.toMatchObject({ code: 'NUMBER_NOT_ENROLLED' });
  });

  it('that is removed while a code is out is not signed in', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    await stage.records.removeNumber(numberId, 'cli:demo');
    const { code } = await received(stage.sandbox, phone, 'app');
    const answer = await stage.logins.enterCode(numberId, view.stepId, code);
    expect(answer.view.step).toMatchObject({ kind: 'failed', why: { code: 'NUMBER_NOT_ENROLLED' } });
  });
});

describe('a person', () => {
  it('who does not come within the deadline is told so, and the code is cancelled at Telegram', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    await stage.logins.start(phone);
    const view = await viewAt(stage.logins, numberId, 'cancelled');
    expect(view.step.reason).toBe('deadline');
    expect(callsOf(phone, 'auth.cancelCode')).toBe(1);
  });

  it('may submit twice: the second one changes nothing', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    const wrong = (await received(stage.sandbox, phone, 'app')).code === '11111' ? '22222' : '11111';
    const [first, second] = await Promise.all([
      stage.logins.enterCode(numberId, view.stepId, wrong),
      stage.logins.enterCode(numberId, view.stepId, wrong),
    ]);
    expect(new Set([first.refusal?.code, second.refusal?.code])).toEqual(new Set(['STALE_STEP', undefined]));
    expect(callsOf(phone, 'auth.signIn')).toBe(1);
    await stage.logins.cancel(numberId);
  });

  it('who mistypes is told before Telegram is asked', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    for (const [typed, code] of [
      ['', 'CODE_EMPTY'],
      ['123', 'CODE_WRONG_LENGTH'],
      ['12a45', 'CODE_NOT_DIGITS'],
    ] as const) {
      expect((await stage.logins.enterCode(numberId, view.stepId, typed)).refusal?.code).toBe(code);
    }
    expect(callsOf(phone, 'auth.signIn')).toBe(0);
    await stage.logins.cancel(numberId);
  });

  it('is told when the sign-in has ended or never was', async () => {
    const { numberId } = await account();
    await expect(stage.logins.enterCode(numberId, 'x/1', '12345')).rejects.toMatchObject({ code: 'NO_LOGIN' });
  });

  it('may cancel from Temporal: the code is cancelled at Telegram', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    await stage.logins.start(phone);
    await stage.client.workflow.getHandle(loginWorkflowId(numberId)).cancel();
    const view = await viewAt(stage.logins, numberId, 'cancelled');
    expect(view.step.reason).toBe('temporal');
    expect(callsOf(phone, 'auth.cancelCode')).toBe(1);
  });
});

describe('a plain sign-in', () => {
  it('costs at most 8 billable actions', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    await pause(300);
    await stage.logins.enterCode(numberId, view.stepId, code);
    const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
    await handle.result();
    const { events } = await handle.fetchHistory();
    expect(billableActions(events ?? [])).toBeLessThanOrEqual(8);
  });

  it('leaves an audit row for each act, with who did it', async () => {
    const { phone, numberId } = await account();
    worker = await stage.worker();
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    await stage.logins.enterCode(numberId, view.stepId, code);
    await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
    const acts = (await stage.records.audit({ numberId, limit: 20 })).map(({ act, actor }) => `${actor} ${act}`);
    expect(acts.toSorted()).toEqual(
      [
        'cli:demo numbers.add',
        'cli:demo start',
        'cli:demo sendCode',
        'cli:demo enterCode',
        'latchkey signedIn',
      ].toSorted(),
    );
  });
});
