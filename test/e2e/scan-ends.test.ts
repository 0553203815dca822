import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';
import { breakableLine } from '../support/breakable-line.ts';
import { type Begun, type ScanAccount, scanRig } from './scan-rig.ts';

let stage: Stage;
let rig: ReturnType<typeof scanRig>;
let worker: WorkerProcess;

beforeAll(async () => {
  stage = await openStage({ settings: { futureAuthToken: 'given' } });
  rig = scanRig(stage);
});
beforeEach(async () => {
  worker = await stage.worker();
});
afterEach(async () => {
  await worker.kill();
  stage.sandbox.control.clearFaults();
});
afterAll(async () => {
  await stage.close();
});

const CANCELLED = { kind: 'cancelled', reason: 'person' };
const authorizations = ({ phone }: ScanAccount) => stage.sandbox.control.account(phone).authorizations;
const liveCodes = ({ phone }: ScanAccount) => stage.sandbox.control.account(phone).liveCodes;

/** Goes over to a QR code from a code that is out. */
async function withCodeBehind(scenario: Parameters<typeof rig.begun>[0] = {}): Promise<Begun> {
  const one = await rig.account(scenario);
  const { view } = await stage.logins.start(one.phone);
  await stage.logins.scan(one.numberId, view.stepId);
  const { link, stepId } = await rig.shown(one);
  return { ...one, link, stepId };
}

/** The reply that says who was let in is lost with its worker. */
async function scannedUnheard(one: Begun, by: ScanAccount): Promise<void> {
  stage.sandbox.control.setFaults([{ method: 'auth.exportLoginToken', action: 'holdReply' }]);
  rig.scan(by.phone, one.link);
  await expect.poll(() => stage.sandbox.control.heldReplies().length).toBe(1);
  await worker.kill();
  stage.sandbox.control.clearFaults();
  expect(authorizations(by)).toHaveLength(1);
}

describe('a session that came of a scan nobody heard of', () => {
  it.each([
    { code: 420, message: 'FLOOD_WAIT_40' },
    { code: 400, message: 'SOMETHING_NEW' },
  ])('is ended although Telegram answers the question about it with $message', async (error) => {
    const one = await rig.begun();
    const other = await rig.account({ user: { firstName: 'Mallory' } });
    stage.sandbox.control.setFaults([
      { method: 'auth.exportLoginToken', action: 'dropAfter' },
      { method: 'users.getUsers', action: 'error', ...error },
    ]);
    rig.scan(other.phone, one.link);
    if (error.code === 420) {
      await viewAt(stage.logins, one.numberId, 'serverWait');
      await stage.logins.cancel(one.numberId);
    }
    const { step } = await rig.ended(one);
    expect(step).toMatchObject({ kind: error.code === 420 ? 'cancelled' : 'failed' });
    expect(step).not.toHaveProperty('leftOpen');
    expect(authorizations(other)).toEqual([]);
    // With a token that the log-out brought Telegram would ask for no code.
    const { view } = await stage.logins.start(other.phone);
    expect(view.step.kind).toBe('enterCode');
    await stage.logins.cancel(other.numberId);
  });

  it('is ended although the data centre cannot be reached for a while', async () => {
    await worker.kill();
    const line = await breakableLine(stage.sandbox.dcs);
    worker = await stage.worker({ TELEGRAM_DC: line.dcs });
    const one = await rig.begun();
    const other = await rig.account({ user: { firstName: 'Mallory' } });
    stage.sandbox.control.setFaults([{ method: 'auth.exportLoginToken', action: 'holdReply' }]);
    rig.scan(other.phone, one.link);
    await expect.poll(() => stage.sandbox.control.heldReplies().length).toBe(1);
    line.down();
    stage.sandbox.control.clearFaults();
    await viewAt(stage.logins, one.numberId, 'serverWait', { waitMs: 40_000 });
    expect(authorizations(other)).toHaveLength(1);
    line.up();
    await stage.logins.cancel(one.numberId);
    expect((await rig.ended(one)).step).toEqual(CANCELLED);
    expect(authorizations(other)).toEqual([]);
    line.close();
  });

  it('is ended when a code that may have been accepted came before it', async () => {
    const one = await rig.account();
    const { view } = await stage.logins.start(one.phone);
    const { code } = await received(stage.sandbox, one.phone, 'app');
    stage.sandbox.control.setFaults([{ method: 'auth.signIn', action: 'error', code: 500, message: 'RPC_CALL_FAIL' }]);
    const { view: unsure } = await stage.logins.enterCode(one.numberId, view.stepId, code);
    stage.sandbox.control.setFaults([
      { method: 'users.getUsers', action: 'error', code: 420, message: 'FLOOD_WAIT_60' },
    ]);
    await stage.logins.scan(one.numberId, unsure.stepId);
    await viewAt(stage.logins, one.numberId, 'serverWait');
    await stage.logins.cancel(one.numberId);
    expect((await rig.ended(one)).step).toEqual(CANCELLED);
    expect(rig.callsOf(one.phone)).toMatchObject({ 'auth.cancelCode': 1 });
    expect(liveCodes(one)).toBe(0);
  });
});

describe('a code behind a QR code', () => {
  it('is cancelled when a stranger has scanned', async () => {
    const one = await withCodeBehind();
    const other = await rig.account();
    rig.scan(other.phone, one.link);
    expect((await rig.ended(one)).step).toEqual({ kind: 'failed', why: { code: 'OTHER_ACCOUNT' } });
    expect(liveCodes(one)).toBe(0);
    expect(authorizations(other)).toEqual([]);
  });

  it('is cancelled when the sign-in ends at the password', async () => {
    const one = await withCodeBehind({ password2fa: { password: 'correct horse' } });
    rig.scan(one.phone, one.link);
    await viewAt(stage.logins, one.numberId, 'enterPassword');
    await stage.logins.cancel(one.numberId);
    expect((await rig.ended(one)).step).toEqual(CANCELLED);
    expect(liveCodes(one)).toBe(0);
    expect(authorizations(one)).toEqual([]);
  });

  it('is cancelled when nobody knows whether somebody has scanned', async () => {
    const one = await withCodeBehind();
    stage.sandbox.control.setFaults([{ method: 'users.getUsers', action: 'dropBefore' }]);
    await stage.logins.cancel(one.numberId);
    expect((await rig.ended(one)).step).toEqual(CANCELLED);
    expect(liveCodes(one)).toBe(0);
  });

  it('is cancelled before its key goes for the one of another data centre', async () => {
    const one = await withCodeBehind();
    const other = await rig.account({ homeDc: 4 });
    stage.sandbox.control.setFaults([{ method: 'auth.importLoginToken', action: 'dropBefore' }]);
    rig.scan(other.phone, one.link);
    // A QR code of the other data centre.
    await rig.shown(one, one.link);
    await stage.logins.cancel(one.numberId);
    expect((await rig.ended(one)).step).toEqual(CANCELLED);
    expect(liveCodes(one)).toBe(0);
    expect(authorizations(other)).toEqual([]);
  });

  it('is said to stay when Telegram has forgotten its key', async () => {
    const one = await withCodeBehind();
    stage.sandbox.control.restart('keys');
    const { stepId } = await rig.shown(one, one.link);
    expect(stepId).not.toBe(one.stepId);
    await stage.logins.cancel(one.numberId);
    expect((await rig.ended(one)).step).toEqual({ ...CANCELLED, leftOpen: 'code' });
  });

  it('is cancelled before another one is asked for', async () => {
    const one = await withCodeBehind();
    const { view } = await stage.logins.restart(one.numberId, one.stepId);
    expect(view.step.kind).toBe('enterCode');
    expect(liveCodes(one)).toBe(1);
    await stage.logins.cancel(one.numberId);
    expect(liveCodes(one)).toBe(0);
  });
});

describe('a number that is removed meanwhile', () => {
  it('ends with a sign-out where somebody may have scanned', async () => {
    const one = await rig.begun();
    await scannedUnheard(one, one);
    await stage.records.removeNumber(one.numberId, 'cli:ana');
    worker = await stage.worker();
    expect((await rig.ended(one)).step).toEqual({ kind: 'failed', why: { code: 'NUMBER_NOT_ENROLLED' } });
    expect(authorizations(one)).toEqual([]);
  });

  it('ends with a sign-out where a code may have been accepted', async () => {
    const one = await rig.account();
    const { view } = await stage.logins.start(one.phone);
    const { code } = await received(stage.sandbox, one.phone, 'app');
    stage.sandbox.control.setFaults([{ method: 'auth.signIn', action: 'holdReply' }]);
    const entering = stage.logins.enterCode(one.numberId, view.stepId, code);
    await expect.poll(() => stage.sandbox.control.heldReplies().length).toBe(1);
    await worker.kill();
    stage.sandbox.control.clearFaults();
    await stage.records.removeNumber(one.numberId, 'cli:ana');
    worker = await stage.worker();
    expect((await entering).view.step).toEqual({ kind: 'failed', why: { code: 'NUMBER_NOT_ENROLLED' } });
    expect(authorizations(one)).toEqual([]);
  });

  it('leaves its code open, and says so', async () => {
    const one = await rig.account();
    await stage.logins.start(one.phone);
    await stage.records.removeNumber(one.numberId, 'cli:ana');
    const { view } = await stage.logins.cancel(one.numberId);
    expect(view.step).toEqual({ ...CANCELLED, leftOpen: 'code' });
    expect(liveCodes(one)).toBe(1);
  });
});

describe('a code that is asked for instead of a QR code', () => {
  it.each([{ action: 'dropBefore' }, { action: 'error', code: 420, message: 'FLOOD_WAIT_30' }] as const)(
    'comes although Telegram does not say who has scanned: %j',
    async (fault) => {
      const one = await rig.begun();
      stage.sandbox.control.setFaults([{ method: 'users.getUsers', ...fault }]);
      const { view } = await stage.logins.restart(one.numberId, one.stepId);
      expect(view.step.kind).toBe('enterCode');
      await stage.logins.cancel(one.numberId);
      expect(liveCodes(one)).toBe(0);
    },
  );

  it('comes although the worker is killed before it has asked', async () => {
    const one = await rig.begun();
    stage.sandbox.control.setFaults([{ method: 'users.getUsers', action: 'holdReply' }]);
    const asked = stage.logins.restart(one.numberId, one.stepId);
    await expect.poll(() => stage.sandbox.control.heldReplies().length).toBe(1);
    await worker.kill();
    stage.sandbox.control.clearFaults();
    worker = await stage.worker();
    expect((await asked).view.step.kind).toBe('enterCode');
  });
});

it('shows another QR code when Telegram has forgotten the key', async () => {
  const one = await rig.begun();
  stage.sandbox.control.restart('keys');
  rig.scan(one.phone, (await rig.shown(one, one.link)).link);
  expect((await rig.ended(one)).step.kind).toBe('signedIn');
});
