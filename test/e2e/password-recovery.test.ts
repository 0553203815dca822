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

  it('needs the right code, and one that is not too old', async () => {
    const login = await atPassword({ password2fa: { ...password2fa, recoveryLifetimeSeconds: 0.001 } });
    const { numberId, phone } = login;
    const late = await mailed(login);
    const expired = await stage.logins.recoveryCode(numberId, late.view.stepId, late.code);
    expect(expired.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'codeExpired' } });
    stage.sandbox.control.changeAccount(phone, { password2fa });
    const { view, code } = await mailed({ ...login, view: expired.view });
    const wrong = await stage.logins.recoveryCode(numberId, view.stepId, code === '111111' ? '222222' : '111111');
    expect(wrong.view.step).toMatchObject({ problem: { kind: 'wrongCode' }, triesLeft: 2 });
    const right = await stage.logins.recoveryCode(numberId, wrong.view.stepId, code);
    expect(right.view.step.kind).toBe('chooseRecovery');
    const back = await stage.logins.backToPassword(numberId, right.view.stepId);
    expect(back.view.step).toMatchObject({ kind: 'enterPassword', recoveryMailsLeft: 1 });
    const known = await stage.logins.submitPassword(numberId, back.view.stepId, password2fa.password);
    expect(known.view.step.kind).toBe('signedIn');
  });

  it('that Telegram cannot recover after all is typed', async () => {
    const errors = [{ method: 'auth.requestPasswordRecovery', code: 400, message: 'PASSWORD_RECOVERY_NA' }];
    const { numberId, view } = await atPassword({ password2fa, errors });
    const answer = await stage.logins.requestRecovery(numberId, view.stepId);
    expect(answer.view).toMatchObject({
      step: { kind: 'enterPassword', hasRecovery: false, problem: { kind: 'noRecovery' } },
      actions: ['later', 'cancel'],
    });
  });

  it('that was removed meanwhile is asked for no more', async () => {
    const login = await atPassword();
    const choice = await atChoice(login);
    stage.sandbox.control.changeAccount(login.phone, { password2fa: null });
    const typed = { password: 'new', hint: '', confirmation: login.tail };
    const removed = await stage.logins.submitNewPassword(login.numberId, choice.stepId, typed);
    expect(removed.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'passwordRemoved' } });
    const { code } = await received(stage.sandbox, login.phone, 'app');
    const done = await stage.logins.enterCode(login.numberId, removed.view.stepId, code);
    expect(done.view.step.kind).toBe('signedIn');
  });

  it('is computed anew by itself where the salts were too old', async () => {
    const errors = [{ method: 'auth.recoverPassword', code: 400, message: 'NEW_SALT_INVALID' }];
    const login = await atPassword({ password2fa, errors });
    const choice = await atChoice(login);
    const typed = { password: 'new', hint: '', confirmation: login.tail };
    const done = await stage.logins.submitNewPassword(login.numberId, choice.stepId, typed);
    expect(done.view.step.kind).toBe('signedIn');
    expect(callsOf(login.phone)).toMatchObject({ 'auth.recoverPassword': 2, 'account.getPassword': 3 });
  });

  it('can only be removed where the algorithm for a new one is unknown', async () => {
    const login = await atPassword({ password2fa: { ...password2fa, unknownAlgorithms: ['new'] } });
    const choice = await atChoice(login);
    const typed = { password: 'new', hint: '', confirmation: login.tail };
    const asked = await stage.logins.submitNewPassword(login.numberId, choice.stepId, typed);
    expect(asked.view.step).toMatchObject({ kind: 'chooseRecovery', problem: { kind: 'algorithmUnknown' } });
    expect(callsOf(login.phone)).not.toHaveProperty('auth.recoverPassword');
    await stage.logins.cancel(login.numberId);
  });

  it('offers a fresh start when the pending sign-in died', async () => {
    const errors = [{ method: 'auth.checkRecoveryPassword', code: 401, message: 'AUTH_KEY_UNREGISTERED' }];
    const login = await atPassword({ password2fa, errors });
    const { view, code } = await mailed(login);
    const died = await stage.logins.recoveryCode(login.numberId, view.stepId, code);
    expect(died.view.step).toMatchObject({ kind: 'restartOffered', reason: 'loginDied' });
  });
});

describe('an answer that was lost on the way', () => {
  it('to the request for a mail leaves the code that may come to be typed', async () => {
    const login = await atPassword();
    const { phone, numberId } = login;
    stage.sandbox.control.setFaults([{ method: 'auth.requestPasswordRecovery', phone, action: 'dropAfter' }]);
    const { view, code } = await mailed(login);
    expect(view.step).toMatchObject({ problem: { kind: 'mayBeMailed' } });
    const right = await stage.logins.recoveryCode(numberId, view.stepId, code);
    expect(right.view.step.kind).toBe('chooseRecovery');
    expect(callsOf(phone)).toMatchObject({ 'auth.requestPasswordRecovery': 1 });
  });

  it.each(['newPassword', 'removal'] as const)(
    'to auth.recoverPassword is asked for, and is not sent twice (%s)',
    async (way) => {
      const login = await atPassword();
      const choice = await atChoice(login);
      const { phone, numberId, tail } = login;
      stage.sandbox.control.setFaults([{ method: 'auth.recoverPassword', phone, action: 'dropAfter' }]);
      const done =
        way === 'removal'
          ? await stage.logins.recoverPassword(numberId, choice.stepId, { confirmation: tail })
          : await stage.logins.submitNewPassword(numberId, choice.stepId, {
              password: 'n',
              hint: '',
              confirmation: tail,
            });
      expect(done.view.step.kind).toBe('signedIn');
      expect(callsOf(phone)).toMatchObject({ 'auth.recoverPassword': 1 });
    },
  );

  it('before auth.recoverPassword was carried out leaves the choice to the person', async () => {
    const login = await atPassword();
    const choice = await atChoice(login);
    const { phone, numberId, tail } = login;
    stage.sandbox.control.setFaults([{ method: 'auth.recoverPassword', phone, action: 'dropBefore' }]);
    const asked = await stage.logins.recoverPassword(numberId, choice.stepId, { confirmation: tail });
    expect(asked.view.step).toMatchObject({ kind: 'chooseRecovery', problem: { kind: 'notDone' } });
    expect(stage.sandbox.control.account(phone).scenario.password2fa).toBeDefined();
    const done = await stage.logins.recoverPassword(numberId, asked.view.stepId, { confirmation: tail });
    expect(done.view.step.kind).toBe('signedIn');
    expect((await actsOf(numberId)).filter((act) => /notRecovered|password/iu.test(act))).toEqual([
      'cli:demo removePassword',
      'latchkey notRecovered notCarriedOut',
      'cli:demo removePassword',
      'cli:demo passwordRemoved',
    ]);
  });
});
