import { afterAll, beforeAll, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { runLatchkey } from '../support/run-latchkey.ts';

let stage: Stage;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

function callsOf(phone: string, method: string): number {
  return stage.sandbox.control.calls().counts[phone.slice(1)]?.[method] ?? 0;
}

async function signedIn(): Promise<{ phone: string; numberId: string }> {
  count += 1;
  const phone = `+49151698${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, {});
  await finish(phone, numberId);
  return { phone, numberId };
}

async function finish(phone: string, numberId: string, reason?: string): Promise<void> {
  const { view } = await stage.logins.start(phone, reason === undefined ? {} : { reason });
  expect(view.step.kind).toBe('enterCode');
  const inbox = stage.sandbox.control.inbox(phone);
  const code = inbox.at(-1)?.code ?? (await received(stage.sandbox, phone, 'app')).code;
  expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
}

it('leaves a number alone whose session the owner has ended, until an admin says why it is begun again', async () => {
  const { phone, numberId } = await signedIn();
  expect((await stage.logins.start(phone)).view.step).toMatchObject({ why: { code: 'ALREADY_SIGNED_IN' } });
  stage.sandbox.control.changeAccount(phone, {
    errors: [{ method: 'users.getUsers', code: 401, message: 'SESSION_REVOKED' }],
  });
  for (const again of [false, false, true]) {
    const { view } = await stage.logins.start(phone, { again });
    expect(view.step).toMatchObject({ kind: 'failed', why: { code: 'OWNER_ENDED_SESSION' } });
  }
  expect(callsOf(phone, 'auth.sendCode')).toBe(1);
  await finish(phone, numberId, 'The owner asked for it on the phone.');
  const starts = (await stage.records.audit({ limit: 50, numberId })).filter(({ act }) => act === 'start');
  expect(starts.map(({ detail }) => detail).filter((detail) => detail !== undefined)).toEqual([
    'The owner asked for it on the phone.',
  ]);
  expect((await stage.logins.start(phone)).view.step).toMatchObject({ why: { code: 'ALREADY_SIGNED_IN' } });
});

it('learns of it also where a further session of the number is asked for', async () => {
  const { phone } = await signedIn();
  stage.sandbox.control.putAccount(phone, {});
  const { view } = await stage.logins.start(phone, { again: true });
  expect(view.step).toMatchObject({ kind: 'failed', why: { code: 'OWNER_ENDED_SESSION' } });
});

it('takes a session that nobody is signed in with any more for one that the owner has ended', async () => {
  const { phone } = await signedIn();
  stage.sandbox.control.putAccount(phone, {});
  expect((await stage.logins.start(phone)).view.step).toMatchObject({ why: { code: 'OWNER_ENDED_SESSION' } });
});

it('is begun again on the command line with a reason', async () => {
  const { phone, numberId } = await signedIn();
  stage.sandbox.control.putAccount(phone, {});
  const latchkey = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await runLatchkey(stage.env, args);
    return stdout + stderr;
  };
  expect(await latchkey('login', phone)).toContain(`latchkey login ${phone} --reason TEXT`);
  expect(await latchkey('login', phone, '--reason', 'The owner asked for it.')).toContain('Code sent');
  expect(await latchkey('audit', phone)).toContain('start The owner asked for it.');
  await stage.logins.cancel(numberId);
});

it('begins anew by itself where a session has merely expired', async () => {
  const { phone, numberId } = await signedIn();
  stage.sandbox.control.changeAccount(phone, {
    errors: [{ method: 'users.getUsers', code: 401, message: 'SESSION_EXPIRED' }],
  });
  await finish(phone, numberId);
});

it('holds to the session in the vault while Telegram cannot be asked about it', async () => {
  const { phone } = await signedIn();
  stage.sandbox.control.changeAccount(phone, {
    errors: [{ method: 'users.getUsers', code: 500, message: 'RPC_CALL_FAIL' }],
  });
  expect((await stage.logins.start(phone)).view.step).toMatchObject({ why: { code: 'ALREADY_SIGNED_IN' } });
});

it('remembers a sign-in that the owner has ended while it was under way', async () => {
  count += 1;
  const phone = `+49151698${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, {
    password2fa: { password: 'correct horse' },
    errors: [{ method: 'account.getPassword', nth: 2, code: 401, message: 'SESSION_REVOKED' }],
  });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  await stage.logins.submitPassword(numberId, asked.view.stepId, 'correct horse').catch(() => undefined);
  await expect
    .poll(async () => (await stage.logins.view(numberId))?.step)
    .toMatchObject({ kind: 'failed', why: { code: 'OWNER_ENDED_SESSION', error: { raw: 'SESSION_REVOKED' } } });
  await expect.poll(async () => (await stage.logins.describe(numberId)).state).toBe('ended');
  const next = await stage.logins.start(phone);
  expect(next.view.step).toMatchObject({ kind: 'failed', why: { code: 'OWNER_ENDED_SESSION' } });
  expect(callsOf(phone, 'auth.sendCode')).toBe(1);
});
