import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { type ViewAt, viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

let stage: Stage;
let worker: WorkerProcess;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
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

type Account = { phone: string; numberId: string };

async function account(scenario: ScenarioInput = {}): Promise<Account> {
  count += 1;
  const phone = `+49151777${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Scanned ${count}`, scenario);
  return { phone, numberId };
}

/** The newest QR code, another one than `before`. */
async function shown({ numberId }: Account, before?: string): Promise<ViewAt<'scan'> & { link: string }> {
  const view = await viewAt(stage.logins, numberId, 'scan', {
    fits: ({ scan }) => scan !== undefined && scan.link !== before,
  });
  return { ...view, link: view.scan?.link ?? '' };
}

async function begun(scenario: ScenarioInput = {}): Promise<Account & { link: string; stepId: string }> {
  const one = await account(scenario);
  await stage.logins.start(one.phone, { scan: true });
  const { link, stepId } = await shown(one);
  return { ...one, link, stepId };
}

async function ended({ numberId }: Account): Promise<LoginView> {
  for await (const view of stage.logins.watch(numberId, { signal: AbortSignal.timeout(15_000) })) {
    if (view.ended) return view;
  }
  throw new Error('The sign-in has not ended.');
}

const callsOf = (phone: string) => stage.sandbox.control.calls().counts[phone.slice(1)] ?? {};
const imports = () => stage.sandbox.control.calls({ method: 'auth.importLoginToken' }).calls.length;
const scan = (phone: string, link: string) => stage.sandbox.control.scan(phone, link);
const connections = () => stage.sandbox.control.connections().open;

describe('a sign-in by QR code', () => {
  it('signs in with a scan, sends nothing and leaves no QR code behind', async () => {
    const one = await begun({ user: { firstName: 'Ada' } });
    expect(one.link).toMatch(/^tg:\/\/login\?token=[\w-]{43}$/u);
    scan(one.phone, one.link);
    expect((await ended(one)).step).toMatchObject({ kind: 'signedIn', account: { firstName: 'Ada' } });
    expect(callsOf(one.phone)).not.toHaveProperty('auth.sendCode');
    expect((await stage.records.latestView(one.numberId))?.scan).toBeUndefined();
    expect(await stage.records.sendsUsed(one.numberId, { limit: 4, windowMs: 86_400_000 })).toMatchObject({ used: 0 });
    expect(connections()).toBe(0);
  });

  it('shows another QR code before the one before it expires', async () => {
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 4 });
    const one = await begun();
    const second = await shown(one, one.link);
    const third = await shown(one, second.link);
    expect(new Set([one.link, second.link, third.link]).size).toBe(3);
    expect(third.stepId).toBe(one.stepId);
    expect(connections()).toBe(1);
    scan(one.phone, third.link);
    expect((await ended(one)).step.kind).toBe('signedIn');
  });

  it('goes to the data centre where the account lives', async () => {
    const before = imports();
    const one = await begun({ homeDc: 4 });
    scan(one.phone, one.link);
    expect((await ended(one)).step).toMatchObject({ kind: 'signedIn', dcId: 4 });
    expect(imports()).toBe(before + 1);
    expect(connections()).toBe(0);
  });

  it.each([2, 4])('asks for the password after it, at data centre %i', async (homeDc) => {
    const one = await begun({ homeDc, password2fa: { password: 'correct horse', hint: 'a horse' } });
    scan(one.phone, one.link);
    const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
    expect(asked.step).toMatchObject({ hint: 'a horse' });
    const done = await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
    expect(done.view.step).toMatchObject({ kind: 'signedIn', dcId: homeDc });
  });

  it('goes on without the password when it was removed meanwhile', async () => {
    const one = await begun({ password2fa: { password: 'correct horse' } });
    scan(one.phone, one.link);
    const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
    stage.sandbox.control.changeAccount(one.phone, { password2fa: null });
    await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
    expect((await ended(one)).step).toMatchObject({ kind: 'signedIn' });
  });

  it.each([{}, { password2fa: { password: 'correct horse' } }])(
    'signs another account out at once and keeps nothing of it, with %j',
    async (scenario) => {
      const one = await begun();
      const other = await account({ user: { firstName: 'Mallory', username: 'mallory' }, ...scenario });
      scan(other.phone, one.link);
      if ('password2fa' in scenario) {
        const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
        await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
      }
      const view = await ended(one);
      expect(view.step).toEqual({ kind: 'failed', why: { code: 'OTHER_ACCOUNT' } });
      expect(JSON.stringify(view)).not.toContain(other.phone.slice(-4));
      expect(JSON.stringify(view)).not.toContain('Mallory');
      expect(stage.sandbox.control.account(other.phone).authorizations).toEqual([]);
      expect(await stage.records.sessionsKept(one.numberId)).toBe(0);
    },
  );

  it('treats an account whose number Telegram does not give as another one', async () => {
    const one = await begun({ user: { phoneHidden: true } });
    scan(one.phone, one.link);
    expect((await ended(one)).step).toEqual({ kind: 'failed', why: { code: 'ACCOUNT_NOT_PROVEN' } });
    expect(stage.sandbox.control.account(one.phone).authorizations).toEqual([]);
  });

  it('tells Telegram again that another account is signed out, until it has heard of it', async () => {
    const one = await begun();
    const other = await account();
    stage.sandbox.control.setFaults([
      { method: 'auth.logOut', action: 'dropBefore' },
      { method: 'auth.logOut', action: 'error', code: 500, message: 'RPC_CALL_FAIL' },
    ]);
    scan(other.phone, one.link);
    expect((await ended(one)).step).toEqual({ kind: 'failed', why: { code: 'OTHER_ACCOUNT' } });
    expect(stage.sandbox.control.account(other.phone).authorizations).toEqual([]);
  });

  it('shows a fresh QR code within seconds after its worker was killed', async () => {
    const one = await begun();
    await worker.kill();
    worker = await stage.worker();
    const readyAt = performance.now();
    const next = await shown(one, one.link);
    expect(performance.now() - readyAt).toBeLessThan(6_000);
    expect(next.stepId).toBe(one.stepId);
    scan(one.phone, next.link);
    expect((await ended(one)).step.kind).toBe('signedIn');
  });

  it('learns of a scan that came while no worker was there', async () => {
    const one = await begun();
    await worker.kill();
    scan(one.phone, one.link);
    worker = await stage.worker();
    expect((await ended(one)).step.kind).toBe('signedIn');
  });

  it('finds the session whose worker was killed before it heard of it', async () => {
    const before = imports();
    const one = await begun({ homeDc: 4 });
    stage.sandbox.control.setFaults([{ method: 'auth.importLoginToken', action: 'holdReply' }]);
    scan(one.phone, one.link);
    await expect.poll(() => stage.sandbox.control.heldReplies().length, { timeout: 10_000 }).toBe(1);
    await worker.kill();
    stage.sandbox.control.releaseReplies();
    worker = await stage.worker();
    expect((await ended(one)).step).toMatchObject({ kind: 'signedIn', dcId: 4 });
    expect(imports()).toBe(before + 1);
  });

  it('closes its connection when it is cancelled', async () => {
    const one = await begun();
    expect(connections()).toBe(1);
    const began = performance.now();
    const { view } = await stage.logins.cancel(one.numberId);
    expect(view.step).toEqual({ kind: 'cancelled', reason: 'person' });
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(connections()).toBe(0);
    expect((await stage.records.latestView(one.numberId))?.scan).toBeUndefined();
  });

  it('leaves the wait to another worker when its own is to end', async () => {
    const one = await begun();
    const began = performance.now();
    await worker.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    worker = await stage.worker();
    scan(one.phone, (await shown(one, one.link)).link);
    expect((await ended(one)).step.kind).toBe('signedIn');
  });

  it('takes the place of a code that never came, and tells Telegram of that code when nothing comes of it', async () => {
    const one = await account({ deliveries: [{ type: 'App', delivered: false }] });
    const { view } = await stage.logins.start(one.phone);
    const { view: advised } = await stage.logins.noCode(one.numberId, view.stepId, true);
    expect(advised.actions).toContain('scan');
    const over = await stage.logins.scan(one.numberId, advised.stepId);
    expect(over.view.step.kind).toBe('scan');
    scan(one.phone, (await shown(one)).link);
    expect((await ended(one)).step.kind).toBe('signedIn');

    const two = await account({ deliveries: [{ type: 'App', delivered: false }] });
    const { view: asked } = await stage.logins.start(two.phone);
    await stage.logins.scan(two.numberId, asked.stepId);
    await shown(two);
    await stage.logins.cancel(two.numberId);
    expect((await ended(two)).step).toEqual({ kind: 'cancelled', reason: 'person' });
    expect(callsOf(two.phone)).toMatchObject({ 'auth.cancelCode': 1 });
  });

  it('goes back to a code when a person asks for one', async () => {
    const one = await begun();
    const { view } = await stage.logins.restart(one.numberId, one.stepId);
    expect(view.step.kind).toBe('enterCode');
    expect(connections()).toBe(0);
    const { code } = await received(stage.sandbox, one.phone, 'app');
    const done = await stage.logins.enterCode(one.numberId, view.stepId, code);
    expect(done.view.step.kind).toBe('signedIn');
  });

  it.each([
    { code: 400, message: 'AUTH_TOKEN_EXPIRED' },
    { code: 500, message: 'AUTH_RESTART' },
    { code: 420, message: 'FLOOD_WAIT_1' },
  ])('shows another QR code after $message', async (error) => {
    const one = await account({ homeDc: 4 });
    const method = error.code === 400 ? 'auth.importLoginToken' : 'auth.exportLoginToken';
    stage.sandbox.control.setFaults([{ method, action: 'error', ...error }]);
    await stage.logins.start(one.phone, { scan: true });
    const first = await shown(one);
    scan(one.phone, first.link);
    expect((await ended(one)).step).toMatchObject({ kind: 'signedIn', dcId: 4 });
  });

  it.each([
    { code: 400, message: 'API_ID_INVALID', why: 'API_ID_INVALID' },
    { code: 400, message: 'API_ID_PUBLISHED_FLOOD', why: 'TELEGRAM_REFUSED' },
  ])('ends with $message', async ({ why, ...error }) => {
    const one = await account();
    stage.sandbox.control.setFaults([{ method: 'auth.exportLoginToken', action: 'error', ...error }]);
    await stage.logins.start(one.phone, { scan: true });
    expect((await ended(one)).step).toMatchObject({ kind: 'failed', why: { code: why } });
  });

  it('waits as long as Telegram wants, and offers the QR code again', async () => {
    const one = await account();
    stage.sandbox.control.setFaults([
      { method: 'auth.exportLoginToken', action: 'error', code: 420, message: 'FLOOD_WAIT_1000' },
    ]);
    await stage.logins.start(one.phone, { scan: true });
    const waiting = await viewAt(stage.logins, one.numberId, 'serverWait');
    expect(waiting.step).toMatchObject({ thenSends: false, thenScans: true });
    await stage.logins.scan(one.numberId, waiting.stepId);
    scan(one.phone, (await shown(one)).link);
    expect((await ended(one)).step.kind).toBe('signedIn');
  });
});

describe('a session in the vault', () => {
  it('accepts the QR code of a further sign-in of its number, and stays', async () => {
    const one = await begun({ password2fa: { password: 'correct horse' }, homeDc: 4 });
    scan(one.phone, one.link);
    const first = await viewAt(stage.logins, one.numberId, 'enterPassword');
    await stage.logins.submitPassword(one.numberId, first.stepId, 'correct horse');
    await stage.logins.start(one.phone, { again: true, scan: true });
    const { stepId } = await shown(one);
    const { view } = await stage.logins.acceptScan(one.numberId, stepId, 'moves to another machine');
    expect(view.step).toMatchObject({ kind: 'scan', accepting: true });
    const asked = await viewAt(stage.logins, one.numberId, 'enterPassword');
    const done = await stage.logins.submitPassword(one.numberId, asked.stepId, 'correct horse');
    expect(done.view.step.kind).toBe('signedIn');
    expect(await stage.records.sessionsKept(one.numberId)).toBe(2);
    const [row] = await stage.records.audit({ numberId: one.numberId, act: 'acceptScan', limit: 5 });
    expect(row).toMatchObject({ detail: 'moves to another machine' });
    expect(connections()).toBe(0);
  });

  it('that Telegram has ended is told of, and the QR code can still be scanned', async () => {
    const one = await begun();
    scan(one.phone, one.link);
    await ended(one);
    stage.sandbox.control.putAccount(one.phone);
    const { view } = await stage.logins.start(one.phone, { again: true, scan: true });
    await shown(one);
    await stage.logins.acceptScan(one.numberId, view.stepId, 'a try');
    const told = await viewAt(stage.logins, one.numberId, 'scan', {
      fits: ({ step }) => step.notAccepted !== undefined,
    });
    expect(told.step.notAccepted).toEqual({ code: 'NO_VAULT_SESSION' });
    scan(one.phone, (await shown(one)).link);
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
