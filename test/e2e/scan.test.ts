import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

describe('a sign-in by QR code', () => {
  it('signs in with a scan, sends nothing and leaves no QR code behind', async () => {
    const one = await rig.begun({ user: { firstName: 'Ada' } });
    expect(one.link).toMatch(/^tg:\/\/login\?token=[\w-]{43}$/u);
    rig.scan(one.phone, one.link);
    expect((await rig.ended(one)).step).toMatchObject({ kind: 'signedIn', account: { firstName: 'Ada' } });
    expect(rig.callsOf(one.phone)).not.toHaveProperty('auth.sendCode');
    expect((await stage.records.latestView(one.numberId))?.scan).toBeUndefined();
    expect(await stage.records.sendsUsed(one.numberId, { limit: 4, windowMs: 86_400_000 })).toMatchObject({ used: 0 });
    await expect.poll(() => rig.connections()).toBe(0);
  });

  it('shows another QR code before the one before it expires', async () => {
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 4 });
    const one = await rig.begun();
    const second = await rig.shown(one, one.link);
    const third = await rig.shown(one, second.link);
    expect(new Set([one.link, second.link, third.link]).size).toBe(3);
    expect(third.stepId).toBe(one.stepId);
    expect(rig.connections()).toBe(1);
    rig.scan(one.phone, third.link);
    expect((await rig.ended(one)).step.kind).toBe('signedIn');
  });

  it('goes to the data centre where the account lives', async () => {
    const before = rig.imports();
    const one = await rig.begun({ homeDc: 4 });
    rig.scan(one.phone, one.link);
    expect((await rig.ended(one)).step).toMatchObject({ kind: 'signedIn', dcId: 4 });
    expect(rig.imports()).toBe(before + 1);
    await expect.poll(() => rig.connections()).toBe(0);
  });

  it.each([2, 4])('asks for the password after it, at data centre %i', async (homeDc) => {
    const one = await rig.begun({ homeDc, password2fa: { password: 'correct horse', hint: 'a horse' } });
    rig.scan(one.phone, one.link);
    const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
    expect(asked.step).toMatchObject({ scanned: true });
    // Whose it is, is known behind the password alone.
    expect(asked.step).not.toHaveProperty('hint');
    const done = await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
    expect(done.view.step).toMatchObject({ kind: 'signedIn', dcId: homeDc });
  });

  it('goes on without the password when it was removed meanwhile', async () => {
    const one = await rig.begun({ password2fa: { password: 'correct horse' } });
    rig.scan(one.phone, one.link);
    const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
    stage.sandbox.control.changeAccount(one.phone, { password2fa: null });
    await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
    expect((await rig.ended(one)).step).toMatchObject({ kind: 'signedIn' });
  });

  it.each([{}, { password2fa: { password: 'correct horse' } }])(
    'signs another account out at once and keeps nothing of it, with %j',
    async (scenario) => {
      const one = await rig.begun();
      const other = await rig.account({ user: { firstName: 'Mallory', username: 'mallory' }, ...scenario });
      rig.scan(other.phone, one.link);
      if ('password2fa' in scenario) {
        const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
        await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
      }
      const view = await rig.ended(one);
      expect(view.step).toEqual({ kind: 'failed', why: { code: 'OTHER_ACCOUNT' } });
      expect(JSON.stringify(view)).not.toContain(other.phone.slice(-4));
      expect(JSON.stringify(view)).not.toContain('Mallory');
      expect(stage.sandbox.control.account(other.phone).authorizations).toEqual([]);
      expect(await stage.records.sessionsKept(one.numberId)).toBe(0);
    },
  );

  it('treats an account whose number Telegram does not give as another one', async () => {
    const one = await rig.begun({ user: { phoneHidden: true } });
    rig.scan(one.phone, one.link);
    expect((await rig.ended(one)).step).toEqual({ kind: 'failed', why: { code: 'ACCOUNT_NOT_PROVEN' } });
    expect(stage.sandbox.control.account(one.phone).authorizations).toEqual([]);
  });

  it('tells Telegram again that another account is signed out, until it has heard of it', async () => {
    const one = await rig.begun();
    const other = await rig.account();
    stage.sandbox.control.setFaults([
      { method: 'auth.logOut', action: 'dropBefore' },
      { method: 'auth.logOut', action: 'error', code: 500, message: 'RPC_CALL_FAIL' },
    ]);
    rig.scan(other.phone, one.link);
    expect((await rig.ended(one)).step).toEqual({ kind: 'failed', why: { code: 'OTHER_ACCOUNT' } });
    expect(stage.sandbox.control.account(other.phone).authorizations).toEqual([]);
  });
});

describe('a session in the vault', () => {
  it('accepts the QR code of a further sign-in of its number, and stays', async () => {
    const one = await rig.begun({ password2fa: { password: 'correct horse' }, homeDc: 4 });
    rig.scan(one.phone, one.link);
    const first = await viewAt(stage.logins, one.numberId, 'enterPassword');
    await stage.logins.submitPassword(one.numberId, first.stepId, 'correct horse');
    await stage.logins.start(one.phone, { again: true, scan: true });
    const { stepId } = await rig.shown(one);
    const { view } = await stage.logins.acceptScan(one.numberId, stepId, 'moves to another machine');
    expect(view.step).toMatchObject({ kind: 'scan', accepting: true });
    const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
    const done = await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
    expect(done.view.step.kind).toBe('signedIn');
    expect(await stage.records.sessionsKept(one.numberId)).toBe(2);
    const [row] = await stage.records.audit({ numberId: one.numberId, act: 'acceptScan', limit: 5 });
    expect(row).toMatchObject({ detail: 'moves to another machine' });
    await expect.poll(() => rig.connections()).toBe(0);
  });

  it('that Telegram has ended is told of, and the QR code can still be scanned', async () => {
    const one = await rig.begun();
    rig.scan(one.phone, one.link);
    await rig.ended(one);
    stage.sandbox.control.putAccount(one.phone);
    const { view } = await stage.logins.start(one.phone, { again: true, scan: true, reason: 'its owner asks' });
    await rig.shown(one);
    await stage.logins.acceptScan(one.numberId, view.stepId, 'a try');
    const told = await viewAt(stage.logins, one.numberId, 'scan', {
      fits: ({ step }) => step.notAccepted !== undefined,
    });
    expect(told.step.notAccepted).toEqual({ code: 'NO_VAULT_SESSION' });
    rig.scan(one.phone, (await rig.shown(one)).link);
    await viewAt(stage.logins, one.numberId, 'signedIn');
  });
});

describe('a QR code that nobody scans', () => {
  it('is offered again when its time is over', async () => {
    const impatient = await openStage({ limits: { scanWaitMs: 1_500 } });
    try {
      const working = await impatient.worker();
      const phone = '+4915177799999';
      const { numberId } = await impatient.enrol(phone, 'Nobody', {});
      await impatient.logins.start(phone, { scan: true });
      const offered = await viewAt(impatient.logins, numberId, 'restartOffered');
      expect(offered.step.reason).toBe('notScanned');
      expect(offered.actions).toContain('scan');
      expect(impatient.sandbox.control.connections().open).toBe(0);
      await impatient.logins.scan(numberId, offered.stepId);
      const again = await viewAt(impatient.logins, numberId, 'scan', { fits: (view) => view.scan !== undefined });
      impatient.sandbox.control.scan(phone, again.scan?.link ?? '');
      await viewAt(impatient.logins, numberId, 'signedIn');
      await working.kill();
    } finally {
      await impatient.close();
    }
  });
});
