import { expect } from 'vitest';
import { isAt, viewAt } from '../../tools/stage/next-view.ts';
import { command, compare, isStep, isVoid, newest, PASSWORD, becomes, wasOvertaken } from './model.ts';

export const entersNewestCode = command(
  'enters the newest code',
  (model) => isAt(model.view, 'enterCode'),
  async (model, real) => {
    if (!isAt(model.view, 'enterCode')) return;
    const { view } = model;
    const inbox = real.stage.sandbox.control.inbox(real.phone);
    const { code = '' } = inbox.at(-1) ?? {};
    const isSpoilt = isVoid({ ...model, received: inbox.length });
    const answer = await real.stage.logins.enterCode(real.numberId, view.stepId, code);
    const isProof = view.step.verifies === true;
    if (isProof && answer.refusal?.code === 'SEND_BUDGET_USED_UP') {
      await compare(real, model, answer.view);
      return;
    }
    if (await wasOvertaken(real, model, answer)) return;
    const right = isProof ? 'enterCode' : real.scenario.password2fa === undefined ? 'signedIn' : 'enterPassword';
    // A void one is replaced by itself, once; then a fresh one is asked for. One that came in between may be void as well.
    if (isSpoilt) await becomes(real, model, answer, 'enterCode', 'enterEmail', 'restartOffered', 'failed');
    else await becomes(real, model, answer, right, ...(newest(real)?.code === code ? [] : (['enterCode'] as const)));
  },
);

export const entersWrongCode = command(
  'enters a wrong code',
  (model) => isAt(model.view, 'enterCode') && model.view.step.format.kind === 'digits' && !isVoid(model),
  async (model, real) => {
    if (!isAt(model.view, 'enterCode')) return;
    const { code = '' } = newest(real) ?? {};
    const { triesLeft, emailResetAtMs } = model.view.step;
    const wrong = code.replaceAll(/\d/gu, (d) => String(9 - Number(d)));
    const answer = await real.stage.logins.enterCode(real.numberId, model.view.stepId, wrong);
    if (answer.refusal?.code === 'SEND_BUDGET_USED_UP') {
      await compare(real, model, answer.view);
      return;
    }
    if (await wasOvertaken(real, model, answer)) return;
    // The reset of a login e-mail goes on without the code.
    const last = emailResetAtMs === undefined ? 'restartOffered' : 'putOff';
    await becomes(real, model, answer, triesLeft > 1 ? 'enterCode' : last);
    if (isAt(answer.view, 'enterCode')) expect([triesLeft - 1, 2]).toContain(answer.view.step.triesLeft);
  },
);

export const postsTheCode = command(
  'posts the code in a chat',
  (model) => isStep(model, 'enterCode'),
  async (model, { stage, phone }) => {
    stage.sandbox.control.postedInChat(phone);
    model.postedAt = stage.sandbox.control.inbox(phone).length;
    await Promise.resolve();
  },
);

export const waitsForTheNext = command(
  'waits for the next code',
  ({ view }) =>
    isAt(view, 'enterCode') &&
    view.step.next.kind === 'automatic' &&
    // Whoever has typed a wrong code holds it back for a minute.
    (view.step.heldUntilMs ?? 0) <= view.step.next.atMs,
  async (model, real) => {
    const { version } = model.view;
    const view = await viewAt(real.stage.logins, real.numberId, 'enterCode', {
      fits: (next) => next.version > version,
    });
    await becomes(real, model, { view }, 'enterCode');
  },
);

export const asksForAnother = command(
  'asks for another code',
  (model) => isStep(model, 'enterCode'),
  async (model, real) => {
    const before = real.stage.sandbox.control.inbox(real.phone).length;
    const answer = await real.stage.logins.resend(real.numberId, model.view.stepId);
    await becomes(real, model, answer, 'enterCode');
    const { length } = real.stage.sandbox.control.inbox(real.phone);
    if (answer.refusal !== undefined) expect(length).toBeGreaterThanOrEqual(before);
    else expect(length).toBe(before + 1);
  },
);

export const saysThatNoneCame = command(
  'says that no code came',
  (model) => isStep(model, 'enterCode'),
  async (model, real) => {
    const answer = await real.stage.logins.noCode(real.numberId, model.view.stepId, false);
    await becomes(real, model, answer, 'enterCode');
    // The next code may have come in between: then it was another question.
    if (answer.refusal === undefined) expect(answer.view.step).toMatchObject({ advice: 'signInOnPhoneFirst' });
    else expect(answer.refusal.code).toBe('STALE_STEP');
  },
);

export const asksAnew = command(
  'asks for a fresh code',
  (model) => model.view.actions.includes('restart'),
  async (model, real) => {
    const answer = await real.stage.logins.restart(real.numberId, model.view.stepId);
    if (answer.refusal?.code === 'SEND_BUDGET_USED_UP') {
      await compare(real, model, answer.view);
      return;
    }
    if (await wasOvertaken(real, model, answer)) return;
    await becomes(real, model, answer, 'enterCode', 'enterEmail', 'failed', 'serverWait');
  },
);

export const entersPassword = command(
  'enters the password',
  (model) => isStep(model, 'enterPassword'),
  async (model, real) => {
    const answer = await real.stage.logins.submitPassword(real.numberId, model.view.stepId, PASSWORD);
    await becomes(real, model, answer, 'signedIn');
  },
);

export const entersWrongPassword = command(
  'enters a wrong password',
  (model) => isStep(model, 'enterPassword'),
  async (model, real) => {
    const answer = await real.stage.logins.submitPassword(real.numberId, model.view.stepId, 'wrong');
    await becomes(real, model, answer, 'enterPassword');
    expect(model.view.step).toMatchObject({ problem: { kind: 'wrongPassword' } });
  },
);

export const answersAnOldQuestion = command(
  'answers a question of before',
  (model) => !model.view.ended && !model.view.stepId.endsWith('/1'),
  async (model, real) => {
    const old = `${model.view.loginId}/1`;
    const answer = await real.stage.logins.restart(real.numberId, old);
    expect(answer.refusal?.code).toBe('STALE_STEP');
    await compare(real, model, answer.view);
  },
);

export const comesBackLater = command(
  'comes back in a moment',
  (model) => !model.view.ended && model.view.actions.includes('later'),
  async (model, real) => {
    const untilMs = Date.now() + 800;
    const { refusal, view } = await real.stage.logins.later(real.numberId, model.view.stepId, { untilMs });
    // A worker that was lost may come back after the moment; a resend by itself may be under way.
    if (refusal !== undefined) {
      expect(['TIME_OUT_OF_RANGE', 'NOT_NOW']).toContain(refusal.code);
      await compare(real, model, view);
      return;
    }
    const offered = await viewAt(real.stage.logins, real.numberId, 'restartOffered', {
      fits: ({ version }) => version > model.view.version,
    });
    await becomes(real, model, { view: offered }, 'restartOffered');
  },
);

export const losesTheWorker = command(
  'loses the worker',
  (model) => !model.view.ended && model.kills < 1,
  async (model, real) => {
    model.kills += 1;
    await real.restartWorker();
    await compare(real, model);
  },
);

export const cancels = command(
  'cancels',
  (model) => !model.view.ended,
  async (model, real) => {
    await becomes(real, model, await real.stage.logins.cancel(real.numberId), 'cancelled');
  },
);
