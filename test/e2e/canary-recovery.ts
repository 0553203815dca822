import type { Stage } from '../../tools/stage/open-stage.ts';

const PHONE = '+4915198765431';
export const RECOVERY_CODE = '93847561';
export const NEW_PASSWORD = 'canary-neues-Passwort-für-später-4711';

/** A forgotten password that is replaced, with secrets that can be looked for. */
export async function recoverWithCanaries(stage: Stage): Promise<void> {
  const { logins } = stage;
  const { numberId } = await stage.enrol(PHONE, 'Second desk', {
    password2fa: { password: 'forgotten', recoveryEmail: 'owner@example.org', recoveryCode: RECOVERY_CODE },
  });
  const { view } = await logins.start(PHONE);
  const code = stage.sandbox.control.inbox(PHONE).at(-1)?.code ?? '';
  const asked = await logins.enterCode(numberId, view.stepId, code);
  const mailed = await logins.requestRecovery(numberId, asked.view.stepId);
  const right = await logins.recoveryCode(numberId, mailed.view.stepId, RECOVERY_CODE);
  const typed = { password: NEW_PASSWORD, hint: '', confirmation: PHONE.slice(-4) };
  const done = await logins.submitNewPassword(numberId, right.view.stepId, typed);
  if (done.view.step.kind !== 'signedIn') throw new Error(`The recovery is at ${done.view.step.kind}.`);
}
