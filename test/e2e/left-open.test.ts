import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

let stage: Stage;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

type Scenario = Parameters<Stage['enrol']>[2];

async function withCode(
  scenario: Scenario = {},
): Promise<{ phone: string; numberId: string; stepId: string; code: string }> {
  count += 1;
  const phone = `+49151678${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, scenario);
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  return { phone, numberId, stepId: view.stepId, code };
}

function authorizations(phone: string): readonly unknown[] {
  return stage.sandbox.control.account(phone).authorizations;
}

function callsOf(phone: string, method: string): number {
  return stage.sandbox.control.calls().counts[phone.slice(1)]?.[method] ?? 0;
}

describe('the end of a sign-in', () => {
  it('leaves no session at Telegram when the connection is lost while it is signed out', async () => {
    const { phone, numberId, stepId, code } = await withCode();
    stage.sandbox.control.setFaults([
      { method: 'auth.signIn', phone, action: 'holdReply', delayMs: 800 },
      { method: 'auth.logOut', phone, action: 'dropBefore' },
    ]);
    const entering = stage.logins.enterCode(numberId, stepId, code);
    await expect.poll(() => callsOf(phone, 'auth.signIn')).toBe(1);
    await stage.logins.cancel(numberId);
    await entering;
    const view = await viewAt(stage.logins, numberId, 'cancelled');
    expect(view.step).toEqual({ kind: 'cancelled', reason: 'person' });
    expect(callsOf(phone, 'auth.logOut')).toBe(2);
    expect(authorizations(phone)).toEqual([]);
  });

  it('leaves no code at Telegram when the connection is lost while it is cancelled', async () => {
    const { phone, numberId, stepId, code } = await withCode();
    stage.sandbox.control.setFaults([{ method: 'auth.cancelCode', phone, action: 'dropBefore' }]);
    await stage.logins.cancel(numberId);
    expect(callsOf(phone, 'auth.cancelCode')).toBe(2);
    expect((await viewAt(stage.logins, numberId, 'cancelled')).step).not.toHaveProperty('leftOpen');
    // Refused while the run still writes its last view, an error once it has closed.
    const late = stage.logins.enterCode(numberId, stepId, code).then(({ refusal }) => refusal);
    expect(await late.catch((error: unknown) => error)).toMatchObject({ code: 'LOGIN_ENDED' });
  });

  it('signs a bot out although the connection is lost meanwhile', async () => {
    const { phone, numberId, stepId, code } = await withCode({ user: { bot: true } });
    stage.sandbox.control.setFaults([{ method: 'auth.logOut', phone, action: 'dropBefore' }]);
    const { view } = await stage.logins.enterCode(numberId, stepId, code);
    expect(view.step).toMatchObject({ kind: 'failed', why: { code: 'USERS_ONLY' } });
    expect(authorizations(phone)).toEqual([]);
  });
});

describe('a lost answer to auth.signIn', () => {
  it('is settled by asking who the key is, also when Telegram refuses to tell at first', async () => {
    const { phone, numberId, stepId, code } = await withCode({
      errors: [{ method: 'users.getUsers', code: 420, message: 'FLOOD_WAIT_1', times: 2 }],
    });
    stage.sandbox.control.setFaults([{ method: 'auth.signIn', phone, action: 'dropAfter' }]);
    const { view } = await stage.logins.enterCode(numberId, stepId, code);
    expect(view.step.kind).toBe('signedIn');
    expect(callsOf(phone, 'auth.sendCode')).toBe(1);
    expect(callsOf(phone, 'auth.signIn')).toBe(1);
    expect(authorizations(phone)).toHaveLength(1);
  });
});
