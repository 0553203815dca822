import { expect } from 'vitest';
import { isAt } from '../../tools/stage/next-view.ts';
import { command, isStep, newest, becomes } from './model.ts';

export const asksForARecoveryMail = command(
  'asks for a recovery mail',
  (model) => model.view.actions.includes('recover'),
  async (model, real) => {
    const { control } = real.stage.sandbox;
    const before = control.inbox(real.phone).length;
    const answer = await real.stage.logins.requestRecovery(real.numberId, model.view.stepId);
    expect(answer.refusal).toBeUndefined();
    await becomes(real, model, answer, 'enterRecoveryCode');
    expect(control.inbox(real.phone)).toHaveLength(before + 1);
  },
);

export const entersRecoveryCode = command(
  'enters the recovery code',
  (model) => isStep(model, 'enterRecoveryCode'),
  async (model, real) => {
    const { code = '' } = newest(real) ?? {};
    const answer = await real.stage.logins.recoveryCode(real.numberId, model.view.stepId, code);
    await becomes(real, model, answer, 'chooseRecovery');
  },
);

export const entersWrongRecoveryCode = command(
  'enters a wrong recovery code',
  (model) => isStep(model, 'enterRecoveryCode'),
  async (model, real) => {
    if (!isAt(model.view, 'enterRecoveryCode')) return;
    const { triesLeft } = model.view.step;
    const { code = '' } = newest(real) ?? {};
    const wrong = code.replaceAll(/\d/gu, (d) => String(9 - Number(d)));
    const answer = await real.stage.logins.recoveryCode(real.numberId, model.view.stepId, wrong);
    await becomes(real, model, answer, triesLeft > 1 ? 'enterRecoveryCode' : 'enterPassword');
    if (triesLeft > 1)
      expect(model.view.step).toMatchObject({ problem: { kind: 'wrongCode' }, triesLeft: triesLeft - 1 });
    else expect(model.view.step).toMatchObject({ problem: { kind: 'tooManyRecoveryCodes' } });
  },
);

export const setsANewPassword = command(
  'sets a new password',
  (model) => isStep(model, 'chooseRecovery'),
  async (model, real) => {
    const typed = { password: 'battery staple', hint: 'a new one', confirmation: real.phone.slice(-4) };
    const answer = await real.stage.logins.submitNewPassword(real.numberId, model.view.stepId, typed);
    await becomes(real, model, answer, 'signedIn');
    expect(real.stage.sandbox.control.account(real.phone).scenario.password2fa?.hint).toBe('a new one');
  },
);

export const removesThePassword = command(
  'removes the password',
  (model) => isStep(model, 'chooseRecovery'),
  async (model, real) => {
    const choice = { confirmation: real.phone.slice(-4) };
    const answer = await real.stage.logins.recoverPassword(real.numberId, model.view.stepId, choice);
    await becomes(real, model, answer, 'signedIn');
    expect(real.stage.sandbox.control.account(real.phone).scenario.password2fa).toBeUndefined();
  },
);

export const goesBackToThePassword = command(
  'goes back to the password',
  (model) => model.view.actions.includes('backToPassword'),
  async (model, real) => {
    const answer = await real.stage.logins.backToPassword(real.numberId, model.view.stepId);
    await becomes(real, model, answer, 'enterPassword');
  },
);
