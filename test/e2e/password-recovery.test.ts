import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { LoginView } from '../../domain/login-view.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';

let stage: Stage;
let lastNumber = 4915112370000;

beforeAll(async () => {
  stage = await openStage({ limits: { recoveryMailEveryMs: 0 } });
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

const password2fa = { password: 'forgotten horse', hint: 'a horse', recoveryEmail: 'owner@example.org' };

type AtPassword = { phone: string; tail: string; numberId: string; view: LoginView };

async function atPassword(scenario: ScenarioInput = { password2fa }): Promise<AtPassword> {
  lastNumber += 1;
  const phone = `+${lastNumber}`;
  const { numberId } = await stage.enrol(phone, 'Support', scenario);
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  expect(asked.view.step.kind).toBe('enterPassword');
  return { phone, tail: phone.slice(-4), numberId, view: asked.view };
}

async function mailed({ phone, numberId, view }: AtPassword): Promise<{ view: LoginView; code: string }> {
  const asked = await stage.logins.requestRecovery(numberId, view.stepId);
  expect(asked.view.step.kind).toBe('enterRecoveryCode');
  const code = stage.sandbox.control.inbox(phone).findLast(({ kind }) => kind === 'email')?.code ?? '';
  return { view: asked.view, code };
}

async function atChoice(login: AtPassword): Promise<LoginView> {
  const { view, code } = await mailed(login);
  const right = await stage.logins.recoveryCode(login.numberId, view.stepId, code);
  expect(right.view.step).toMatchObject({ kind: 'chooseRecovery' });
  return right.view;
}

function callsOf(phone: string): Record<string, number> {
  return stage.sandbox.control.calls().counts[phone.slice(1)] ?? {};
}

/** Of a sign-in that has ended. */
async function actsOf(numberId: string): Promise<string[]> {
  await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
  const rows = await stage.records.audit({ numberId, limit: 30 });
  return rows
    .map(({ act, actor, detail }) => [actor, act, ...(detail === undefined ? [] : [detail])].join(' '))
    .toReversed();
}

describe('a forgotten password', () => {
  it('is replaced by a new one, which the next sign-in takes', async () => {
    const login = await atPassword();
    const { numberId, tail, phone } = login;
    expect(login.view).toMatchObject({ step: { hasRecovery: true, recoveryMailsLeft: 3 } });
    expect(login.view.actions).toContain('recover');
    const asked = await mailed(login);
    expect(asked.view.step).toMatchObject({ emailPattern: 'o***r@e******.org', triesLeft: 3, recoveryMailsLeft: 2 });
    const chosen = await stage.logins.recoveryCode(numberId, asked.view.stepId, asked.code);
    const typed = { password: 'a new horse', hint: 'newer' };
    const wrong = await stage.logins.submitNewPassword(numberId, chosen.view.stepId, { ...typed, confirmation: '0' });
    expect(wrong.refusal).toEqual({ code: 'CONFIRMATION_WRONG' });
    expect(callsOf(phone)).not.toHaveProperty('auth.recoverPassword');
    const done = await stage.logins.submitNewPassword(numberId, chosen.view.stepId, { ...typed, confirmation: tail });
    expect(done.view.step.kind).toBe('signedIn');
    expect(await actsOf(numberId)).toEqual(
      expect.arrayContaining([
        'cli:demo requestRecovery',
        'cli:demo enterRecoveryCode',
        'cli:demo replacePassword',
        'cli:demo passwordReplaced',
        'latchkey signedIn',
      ]),
    );

    const again = await stage.logins.start(phone, { again: true });
    const code = stage.sandbox.control.inbox(phone).findLast(({ kind }) => kind === 'app')?.code ?? '';
    const next = await stage.logins.enterCode(numberId, again.view.stepId, code);
    expect(next.view.step).toMatchObject({ kind: 'enterPassword', hint: 'newer' });
    const old = await stage.logins.submitPassword(numberId, next.view.stepId, password2fa.password);
    expect(old.view.step).toMatchObject({ problem: { kind: 'wrongPassword' } });
    const right = await stage.logins.submitPassword(numberId, old.view.stepId, 'a new horse');
    expect(right.view.step.kind).toBe('signedIn');
  });

  it('is removed, and the next sign-in asks for none', async () => {
    const login = await atPassword();
    const { numberId, tail, phone } = login;
    const choice = await atChoice(login);
    const done = await stage.logins.recoverPassword(numberId, choice.stepId, { confirmation: tail });
    expect(done.view.step.kind).toBe('signedIn');
    expect(await actsOf(numberId)).toEqual(
      expect.arrayContaining(['cli:demo removePassword', 'cli:demo passwordRemoved']),
    );
    const again = await stage.logins.start(phone, { again: true });
    const code = stage.sandbox.control.inbox(phone).findLast(({ kind }) => kind === 'app')?.code ?? '';
    const next = await stage.logins.enterCode(numberId, again.view.stepId, code);
    expect(next.view.step.kind).toBe('signedIn');
  });
});
