import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeProof } from '../../client/srp/compute-proof.ts';
import type { LoginView } from '../../domain/login-view.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

const PASSWORD = 'correct horse';

let stage: Stage;
let lastNumber = 4915112390000;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

type Refusal = { code: number; message: string; times?: number };

async function atPassword(
  scenario: ScenarioInput = {},
): Promise<{ phone: string; numberId: string; view: LoginView; enter: (password?: string) => Promise<LoginView> }> {
  lastNumber += 1;
  const phone = `+${lastNumber}`;
  const { numberId } = await stage.enrol(phone, 'Support', {
    password2fa: { password: PASSWORD, hint: 'a horse' },
    ...scenario,
  });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  const enter = async (password = PASSWORD) =>
    (await stage.logins.submitPassword(numberId, asked.view.stepId, password)).view;
  return { phone, numberId, view: asked.view, enter };
}

function refusing({ code, message, times = 1 }: Refusal): ScenarioInput {
  return { errors: [{ method: 'auth.checkPassword', code, message, times }] };
}

function checksOf(phone: string): number {
  return stage.sandbox.control.calls({ phone, method: 'auth.checkPassword' }).calls.length;
}

describe('a right password', () => {
  it.each([
    ['SRP_ID_INVALID', 'whose challenge was too old'],
    ['PASSWORD_HASH_INVALID', 'that Telegram refused by chance'],
  ])('is proven once more by itself after %s, %s', async (message) => {
    const { phone, enter } = await atPassword(refusing({ code: 400, message }));
    expect((await enter()).step.kind).toBe('signedIn');
    expect(checksOf(phone)).toBe(2);
  });

  it.each(['SRP_ID_INVALID', 'PASSWORD_HASH_INVALID'])('is asked for when %s comes twice', async (message) => {
    const { phone, enter } = await atPassword(refusing({ code: 400, message, times: 2 }));
    expect((await enter()).step).toMatchObject({
      kind: 'enterPassword',
      problem: { kind: message === 'SRP_ID_INVALID' ? 'staleChallenge' : 'wrongPassword' },
    });
    expect(checksOf(phone)).toBe(2);
  });

  it("is typed again after Telegram's own trouble", async () => {
    const { phone, numberId, enter } = await atPassword(refusing({ code: 500, message: 'AUTH_KEY_UNSYNCHRONIZED' }));
    const asked = await enter();
    expect(asked.step).toMatchObject({
      wrongPasswords: 0,
      problem: { kind: 'notChecked', why: { error: { name: 'AUTH_KEY_UNSYNCHRONIZED' } } },
    });
    const done = await stage.logins.submitPassword(numberId, asked.stepId, PASSWORD);
    expect(done.view.step.kind).toBe('signedIn');
    expect(checksOf(phone)).toBe(2);
  });

  it('waits as long as Telegram says', async () => {
    const { phone, numberId, enter } = await atPassword(refusing({ code: 420, message: 'FLOOD_WAIT_600' }));
    const asked = await enter();
    expect(asked.step).toMatchObject({ problem: { kind: 'serverWait', error: { raw: 'FLOOD_WAIT_600' } } });
    const early = await stage.logins.submitPassword(numberId, asked.stepId, PASSWORD);
    expect(early.refusal).toMatchObject({ code: 'TOO_EARLY' });
    expect(checksOf(phone)).toBe(1);
  });

  it('is of no use once the pending sign-in died: a fresh start is offered', async () => {
    const { enter } = await atPassword(refusing({ code: 401, message: 'AUTH_KEY_UNREGISTERED' }));
    expect((await enter()).step).toMatchObject({ kind: 'restartOffered', reason: 'loginDied' });
  });
});

describe('a password that is another one by now', () => {
  async function changedWhileChecked(password2fa: ScenarioInput['password2fa'] | null) {
    const { phone, numberId, view } = await atPassword();
    const { challenge } = await stage.logins.passwordChallenge(numberId, view.stepId);
    if (challenge === undefined) throw new Error('There is no challenge.');
    const proof = await computeProof(PASSWORD, challenge);
    stage.sandbox.control.changeAccount(phone, { password2fa });
    return { phone, numberId, answer: await stage.logins.passwordProof(numberId, view.stepId, proof) };
  }

  it('is said to be, with the hint of now', async () => {
    const { phone, numberId, answer } = await changedWhileChecked({ password: 'another horse', hint: 'another' });
    expect(answer.view.step).toMatchObject({
      kind: 'enterPassword',
      hint: 'another',
      wrongPasswords: 0,
      problem: { kind: 'passwordChanged' },
    });
    const done = await stage.logins.submitPassword(numberId, answer.view.stepId, 'another horse');
    expect(done.view.step.kind).toBe('signedIn');
    expect(checksOf(phone)).toBe(2);
  });

  it('and was removed is not asked for: the sign-in goes on without it', async () => {
    const { phone, numberId, answer } = await changedWhileChecked(null);
    expect(answer.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'passwordRemoved' } });
    const { code } = await received(stage.sandbox, phone, 'app');
    const done = await stage.logins.enterCode(numberId, answer.view.stepId, code);
    expect(done.view.step.kind).toBe('signedIn');
  });

  it('and was removed before it was typed is not asked for either', async () => {
    const { phone, enter } = await atPassword();
    stage.sandbox.control.changeAccount(phone, { password2fa: null });
    expect((await enter()).step).toMatchObject({ kind: 'enterCode', problem: { kind: 'passwordRemoved' } });
  });
});

it('a password of an algorithm that nobody here knows ends the sign-in, and the session at Telegram', async () => {
  const unknown = await atPassword({ password2fa: { password: PASSWORD, unknownAlgorithms: ['current'] } });
  await unknown.enter();
  const ended = await viewAt(stage.logins, unknown.numberId, 'failed');
  expect(ended.step.why).toEqual({ code: 'PASSWORD_ALGORITHM_UNKNOWN' });
  expect(stage.sandbox.control.account(unknown.phone).authorizations).toEqual([]);
});
