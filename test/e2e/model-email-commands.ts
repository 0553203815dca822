import { expect } from 'vitest';
import { EMAIL_MAILS } from '../../domain/limits.ts';
import { isAt, viewAt } from '../../tools/stage/next-view.ts';
import { answeredWell, command, compare, isStep, isVoid, becomes, wasOvertaken } from './model.ts';

export const namesAnAddress = command(
  'names an address',
  (model) => isStep(model, 'enterEmail'),
  async (model, real) => {
    const { logins, sandbox } = real.stage;
    const asked = () => sandbox.control.calls({ phone: real.phone, method: 'account.sendVerifyEmailCode' }).calls;
    const before = asked().length;
    model.address = `${'abcdef'.charAt(before % 6)}na@example.org`;
    const given = { email: model.address, confirmation: real.phone.slice(-4) };
    const answer = await logins.enterEmail(real.numberId, model.view.stepId, given);
    expect(answer.refusal).toBeUndefined();
    const outcome = before >= EMAIL_MAILS ? 'tooMany' : asked().at(-1)?.outcome;
    if (outcome === 'ok') await becomes(real, model, answer, 'enterCode');
    else if (outcome === 'tooMany') await becomes(real, model, answer, 'failed');
    else {
      await becomes(real, model, answer, 'enterEmail');
      expect(model.view.step).toMatchObject({ problem: { kind: 'refused', error: { name: outcome } } });
    }
  },
);

export const resetsTheEmail = command(
  'resets the login e-mail',
  (model) => model.view.actions.includes('resetEmail'),
  async (model, real) => {
    const before = answeredWell(real, 'auth.resetLoginEmail');
    const confirmation = real.phone.slice(-4);
    const answer = await real.stage.logins.resetEmail(real.numberId, model.view.stepId, { confirmation });
    if (answer.refusal?.code === 'SEND_BUDGET_USED_UP') {
      await compare(real, model, answer.view);
      return;
    }
    if (await wasOvertaken(real, model, answer)) return;
    if (isVoid(model)) {
      // The code was void, so that nothing could be reset by its hash.
      await becomes(real, model, answer, 'enterCode', 'restartOffered', 'failed');
      return;
    }
    await becomes(real, model, answer, 'enterCode', 'restartOffered');
    const { step } = model.view;
    if (step.kind !== 'enterCode') return;
    const isOver = answeredWell(real, 'auth.resetLoginEmail') > before && step.delivery.type !== 'EmailCode';
    expect(isOver || step.emailResetAtMs !== undefined).toBe(true);
  },
);

export const waitsForTheReset = command(
  'waits until the login e-mail is reset',
  ({ view }) => isAt(view, 'enterCode') && (view.step.emailResetAtMs ?? Infinity) < Date.now() + 5_000,
  async (model, real) => {
    const { version } = model.view;
    const view = await viewAt(real.stage.logins, real.numberId, 'restartOffered', {
      fits: (next) => next.version > version && next.step.reason === 'emailReset',
    });
    await becomes(real, model, { view }, 'restartOffered');
  },
);

export const confirmsAnotherNumber = command(
  'types the last four digits of another number',
  ({ view }) =>
    view.step.kind === 'enterEmail' || view.step.kind === 'chooseRecovery' || view.actions.includes('resetEmail'),
  async (model, real) => {
    const { logins, sandbox } = real.stage;
    const { numberId, phone } = real;
    const { stepId, step } = model.view;
    const before = sandbox.control.calls({ phone }).calls.length;
    const confirmation = '0000';
    const answer =
      step.kind === 'enterEmail'
        ? await logins.enterEmail(numberId, stepId, { email: 'ana@example.org', confirmation })
        : step.kind === 'chooseRecovery'
          ? await logins.recoverPassword(numberId, stepId, { confirmation })
          : await logins.resetEmail(numberId, stepId, { confirmation });
    expect(answer.refusal?.code).toBe('CONFIRMATION_WRONG');
    expect(answer.view.stepId).toBe(stepId);
    expect(sandbox.control.calls({ phone }).calls).toHaveLength(before);
    await compare(real, model, answer.view);
  },
);
