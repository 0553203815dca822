import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { killRig } from './kill-rig.ts';

const password2fa = { password: 'forgotten', recoveryEmail: 'owner@example.org', recoveryCode: '748392' };

let stage: Stage;
let count = 0;
let rig: ReturnType<typeof killRig>;

beforeAll(async () => {
  stage = await openStage();
  rig = killRig(stage);
});
afterEach(async () => {
  await rig.killWorkers();
});
afterAll(async () => {
  await stage.close();
});

async function atPassword(): Promise<{ phone: string; tail: string; numberId: string; view: LoginView }> {
  count += 1;
  const phone = `+49151457${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, { password2fa });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const asked = await stage.logins.enterCode(numberId, view.stepId, code);
  return { phone, tail: phone.slice(-4), numberId, view: asked.view };
}

it('a worker killed between the steps of a recovery leaves each question as it was', async () => {
  await rig.startWorker();
  const { numberId, view, tail } = await atPassword();
  const restart = async (): Promise<void> => {
    await rig.killWorkers();
    await rig.startWorker();
  };
  await restart();
  const mail = await stage.logins.requestRecovery(numberId, view.stepId);
  await restart();
  const right = await stage.logins.recoveryCode(numberId, mail.view.stepId, password2fa.recoveryCode);
  expect(right.view.step.kind).toBe('chooseRecovery');
  await restart();
  const typed = { password: 'a new one', hint: '', confirmation: tail };
  const done = await stage.logins.submitNewPassword(numberId, right.view.stepId, typed);
  expect(done.view.step.kind).toBe('signedIn');
});

it('a worker killed while it has a code mailed leaves the code to be typed', async () => {
  const worker = await rig.startWorker();
  const { phone, numberId, view } = await atPassword();
  const mail = await rig.answerAfterKill(worker, phone, 'auth.requestPasswordRecovery', 'holdReply', () =>
    stage.logins.requestRecovery(numberId, view.stepId),
  );
  expect(mail.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'mayBeMailed' } });
  const right = await stage.logins.recoveryCode(numberId, mail.view.stepId, password2fa.recoveryCode);
  expect(right.view.step.kind).toBe('chooseRecovery');
  expect(rig.callsOf(phone, 'auth.requestPasswordRecovery')).toBe(1);
});

it('a worker killed while it has a code checked leaves it to be typed again', async () => {
  const worker = await rig.startWorker();
  const { phone, numberId, view } = await atPassword();
  const mail = await stage.logins.requestRecovery(numberId, view.stepId);
  const asked = await rig.answerAfterKill(worker, phone, 'auth.checkRecoveryPassword', 'holdReply', () =>
    stage.logins.recoveryCode(numberId, mail.view.stepId, password2fa.recoveryCode),
  );
  expect(asked.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'notChecked' }, triesLeft: 3 });
  const right = await stage.logins.recoveryCode(numberId, asked.view.stepId, password2fa.recoveryCode);
  expect(right.view.step.kind).toBe('chooseRecovery');
});

it.each(['newPassword', 'removal'] as const)(
  'a worker killed after Telegram has carried it out is found signed in (%s)',
  async (way) => {
    const worker = await rig.startWorker();
    const { phone, numberId, view, tail: confirmation } = await atPassword();
    const mail = await stage.logins.requestRecovery(numberId, view.stepId);
    const { view: choice } = await stage.logins.recoveryCode(numberId, mail.view.stepId, password2fa.recoveryCode);
    const done = await rig.answerAfterKill(worker, phone, 'auth.recoverPassword', 'holdReply', () =>
      way === 'removal'
        ? stage.logins.recoverPassword(numberId, choice.stepId, { confirmation })
        : stage.logins.submitNewPassword(numberId, choice.stepId, { password: 'new', hint: '', confirmation }),
    );
    expect(done.view.step.kind).toBe('signedIn');
    expect(rig.callsOf(phone, 'auth.recoverPassword')).toBe(1);
  },
);

it('a worker killed before Telegram has carried it out leaves the choice to the person', async () => {
  const worker = await rig.startWorker();
  const { phone, numberId, view, tail: confirmation } = await atPassword();
  const mail = await stage.logins.requestRecovery(numberId, view.stepId);
  const { view: choice } = await stage.logins.recoveryCode(numberId, mail.view.stepId, password2fa.recoveryCode);
  const asked = await rig.answerAfterKill(worker, phone, 'auth.recoverPassword', 'delay', () =>
    stage.logins.recoverPassword(numberId, choice.stepId, { confirmation }),
  );
  expect(asked.view.step).toMatchObject({ kind: 'chooseRecovery', problem: { kind: 'notDone' } });
  expect(rig.callsOf(phone, 'auth.recoverPassword')).toBe(1);
  await stage.logins.cancel(numberId);
  await viewAt(stage.logins, numberId, 'cancelled');
});
