import { received } from '../stage/account-owner.ts';
import { isAt, viewAt } from '../stage/next-view.ts';
import { holds } from './expect.ts';
import type { Narrator } from './narrator.ts';
import { PASSWORD, PHONE } from './script.ts';
import type { StageHands } from './stage-hands.ts';

export type SignedInFigures = { loginId: string; startToCodeMs: number; codeToSignedInMs: number };

/** A whole sign-in: missed code, resend by itself, a kill while waiting, a slip of each kind, done. */
export async function sceneSignIn(hands: StageHands, narrator: Narrator, numberId: string): Promise<SignedInFigures> {
  narrator.scene('2. A sign-in, with a worker killed while it waits for the code');
  const { logins, sandbox } = hands.stage;
  narrator.does('The same number once more. Its owner does not see the code in the app.');
  const startedAt = performance.now();
  const { view: first } = await logins.start(PHONE);
  const startToCodeMs = Math.round(performance.now() - startedAt);
  narrator.view(first);
  holds(isAt(first, 'enterCode'), 'a code is out');
  const resent = await viewAt(logins, numberId, 'enterCode', { fits: ({ step }) => step.delivery.type === 'Sms' });
  narrator.view(resent);
  await hands.killWorker();
  await hands.startWorker();
  const { code } = await received(sandbox, PHONE, 'sms');
  narrator.does('The person mistypes the code.');
  const wrong = await logins.enterCode(numberId, resent.stepId, code === '11111' ? '22222' : '11111');
  narrator.view(wrong.view);
  holds(isAt(wrong.view, 'enterCode') && wrong.view.step.triesLeft === 2, 'a wrong code is told, with the tries left');
  narrator.does('Now the code from the SMS.');
  const enteredAt = performance.now();
  const asked = await logins.enterCode(numberId, wrong.view.stepId, code);
  const codeMs = performance.now() - enteredAt;
  narrator.view(asked.view);
  holds(isAt(asked.view, 'enterPassword'), 'the password is asked for');
  narrator.does('A wrong password.');
  const refused = await logins.submitPassword(numberId, asked.view.stepId, 'not that one');
  narrator.view(refused.view);
  holds(isAt(refused.view, 'enterPassword'), 'a wrong password is told');
  narrator.does('The right one. It never leaves this process: only a proof does.');
  const provedAt = performance.now();
  const done = await logins.submitPassword(numberId, refused.view.stepId, PASSWORD);
  const passwordMs = performance.now() - provedAt;
  narrator.view(done.view);
  holds(isAt(done.view, 'signedIn'), 'the account is signed in');
  return { loginId: done.view.loginId, startToCodeMs, codeToSignedInMs: Math.round(codeMs + passwordMs) };
}
