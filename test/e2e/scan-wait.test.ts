import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';
import { scanRig } from './scan-rig.ts';

let stage: Stage;
let rig: ReturnType<typeof scanRig>;
let worker: WorkerProcess;

beforeAll(async () => {
  stage = await openStage();
  rig = scanRig(stage);
});
beforeEach(async () => {
  worker = await stage.worker();
});
afterEach(async () => {
  await worker.kill();
  stage.sandbox.control.clearFaults();
  stage.sandbox.control.changeSettings({ loginTokenSeconds: 30 });
});
afterAll(async () => {
  await stage.close();
});

describe('a wait for a scan', () => {
  it('shows a fresh QR code within seconds after its worker was killed', async () => {
    const one = await rig.begun();
    await worker.kill();
    worker = await stage.worker();
    const readyAt = performance.now();
    const next = await rig.shown(one, one.link);
    expect(performance.now() - readyAt).toBeLessThan(15_000);
    expect(next.stepId).toBe(one.stepId);
    rig.scan(one.phone, next.link);
    expect((await rig.ended(one)).step.kind).toBe('signedIn');
  });

  it('learns of a scan that came while no worker was there', async () => {
    const one = await rig.begun();
    await worker.kill();
    rig.scan(one.phone, one.link);
    worker = await stage.worker();
    expect((await rig.ended(one)).step.kind).toBe('signedIn');
  });

  it('finds the session whose worker was killed before it heard of it', async () => {
    const before = rig.imports();
    const one = await rig.begun({ homeDc: 4 });
    stage.sandbox.control.setFaults([{ method: 'auth.importLoginToken', action: 'holdReply' }]);
    rig.scan(one.phone, one.link);
    await expect.poll(() => stage.sandbox.control.heldReplies().length).toBe(1);
    await worker.kill();
    stage.sandbox.control.releaseReplies();
    worker = await stage.worker();
    expect((await rig.ended(one)).step).toMatchObject({ kind: 'signedIn', dcId: 4 });
    expect(rig.imports()).toBe(before + 1);
  });

  it('closes its connection when it is cancelled', async () => {
    const one = await rig.begun();
    expect(rig.connections()).toBe(1);
    const began = performance.now();
    const { view } = await stage.logins.cancel(one.numberId);
    expect(view.step).toEqual({ kind: 'cancelled', reason: 'person' });
    expect(performance.now() - began).toBeLessThan(10_000);
    await expect.poll(() => rig.connections()).toBe(0);
    expect((await stage.records.latestView(one.numberId))?.scan).toBeUndefined();
  });

  it('leaves the wait to another worker when its own is to end', async () => {
    const one = await rig.begun();
    const began = performance.now();
    await worker.stop();
    expect(performance.now() - began).toBeLessThan(20_000);
    worker = await stage.worker();
    rig.scan(one.phone, (await rig.shown(one, one.link)).link);
    expect((await rig.ended(one)).step.kind).toBe('signedIn');
  });

  it('takes the place of a code that never came, and tells Telegram of that code when nothing comes of it', async () => {
    const one = await rig.account({ deliveries: [{ type: 'App', delivered: false }] });
    const { view } = await stage.logins.start(one.phone);
    const { view: advised } = await stage.logins.noCode(one.numberId, view.stepId, true);
    expect(advised.actions).toContain('scan');
    const over = await stage.logins.scan(one.numberId, advised.stepId);
    expect(over.view.step.kind).toBe('scan');
    rig.scan(one.phone, (await rig.shown(one)).link);
    expect((await rig.ended(one)).step.kind).toBe('signedIn');

    const two = await rig.account({ deliveries: [{ type: 'App', delivered: false }] });
    const { view: asked } = await stage.logins.start(two.phone);
    await stage.logins.scan(two.numberId, asked.stepId);
    await rig.shown(two);
    await stage.logins.cancel(two.numberId);
    expect((await rig.ended(two)).step).toEqual({ kind: 'cancelled', reason: 'person' });
    expect(rig.callsOf(two.phone)).toMatchObject({ 'auth.cancelCode': 1 });
  });

  it('goes back to a code when a person asks for one', async () => {
    const one = await rig.begun();
    const { view } = await stage.logins.restart(one.numberId, one.stepId);
    expect(view.step.kind).toBe('enterCode');
    await expect.poll(() => rig.connections()).toBe(0);
    const { code } = await received(stage.sandbox, one.phone, 'app');
    const done = await stage.logins.enterCode(one.numberId, view.stepId, code);
    expect(done.view.step.kind).toBe('signedIn');
  });

  it.each([
    { code: 400, message: 'AUTH_TOKEN_EXPIRED' },
    { code: 500, message: 'AUTH_RESTART' },
    { code: 420, message: 'FLOOD_WAIT_1' },
  ])('shows another QR code after $message', async (error) => {
    const one = await rig.account({ homeDc: 4 });
    const method = error.code === 400 ? 'auth.importLoginToken' : 'auth.exportLoginToken';
    stage.sandbox.control.setFaults([{ method, action: 'error', ...error }]);
    await stage.logins.start(one.phone, { scan: true });
    const first = await rig.shown(one);
    rig.scan(one.phone, first.link);
    expect((await rig.ended(one)).step).toMatchObject({ kind: 'signedIn', dcId: 4 });
  });

  it.each([
    { code: 400, message: 'API_ID_INVALID', why: 'API_ID_INVALID' },
    { code: 400, message: 'API_ID_PUBLISHED_FLOOD', why: 'TELEGRAM_REFUSED' },
  ])('ends with $message', async ({ why, ...error }) => {
    const one = await rig.account();
    stage.sandbox.control.setFaults([{ method: 'auth.exportLoginToken', action: 'error', ...error }]);
    await stage.logins.start(one.phone, { scan: true });
    expect((await rig.ended(one)).step).toMatchObject({ kind: 'failed', why: { code: why } });
  });

  it('waits as long as Telegram wants, and offers the QR code again', async () => {
    const one = await rig.account();
    stage.sandbox.control.setFaults([
      { method: 'auth.exportLoginToken', action: 'error', code: 420, message: 'FLOOD_WAIT_1000' },
    ]);
    await stage.logins.start(one.phone, { scan: true });
    const waiting = await viewAt(stage.logins, one.numberId, 'serverWait');
    expect(waiting.step).toMatchObject({ thenSends: false, thenScans: true });
    await stage.logins.scan(one.numberId, waiting.stepId);
    rig.scan(one.phone, (await rig.shown(one)).link);
    expect((await rig.ended(one)).step.kind).toBe('signedIn');
  });
});
