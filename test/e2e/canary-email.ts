import type { Stage } from '../../tools/stage/open-stage.ts';

const PHONE = '+4915198765433';
export const ADDRESS = 'canary-wilhelmina@post.example.org';
export const ADDRESS_CODE = '52746190';
export const EMAIL_CODE = '81640357';

/** A login e-mail address that is bound, and a code that goes there, with secrets that can be looked for. */
export async function bindWithCanaries(stage: Stage): Promise<void> {
  const { logins } = stage;
  const { numberId } = await stage.enrol(PHONE, 'Third desk', {
    deliveries: [
      { type: 'SetUpEmailRequired', nextType: null, code: ADDRESS_CODE },
      { type: 'EmailCode', code: EMAIL_CODE },
    ],
  });
  const { view } = await logins.start(PHONE);
  const named = await logins.enterEmail(numberId, view.stepId, { email: ADDRESS, confirmation: PHONE.slice(-4) });
  const bound = await logins.enterCode(numberId, named.view.stepId, ADDRESS_CODE);
  const done = await logins.enterCode(numberId, bound.view.stepId, EMAIL_CODE);
  if (done.view.step.kind !== 'signedIn') throw new Error(`The sign-in by e-mail is at ${done.view.step.kind}.`);
}
