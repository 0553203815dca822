import { viewAt } from '../stage/next-view.ts';
import { holds } from './expect.ts';
import type { Narrator } from './narrator.ts';
import { PHONE } from './script.ts';
import type { StageHands } from './stage-hands.ts';

/** The hardest instant: the data centre has sent the code, and nobody has its hash. */
export async function sceneLostSend(
  hands: StageHands,
  narrator: Narrator,
  numberId: string,
): Promise<{ recoverMs: number }> {
  narrator.scene('1. Killed while Telegram is sending the code');
  const { stage } = hands;
  stage.sandbox.control.setFaults([{ method: 'auth.sendCode', phone: PHONE, action: 'holdReply' }]);
  narrator.does('A sign-in is started. The data centre handles auth.sendCode and keeps its reply back.');
  const started = stage.logins.start(PHONE);
  started.catch(() => undefined);
  await stage.sandbox.control.waitForCalls({ method: 'auth.sendCode', phone: PHONE, timeoutMs: 20_000 });
  await hands.killWorker();
  stage.sandbox.control.releaseReplies();
  await hands.startWorker();
  const readyAt = performance.now();
  const view = await viewAt(stage.logins, numberId, 'outcomeUnknown');
  const recoverMs = Math.round(performance.now() - readyAt);
  narrator.view(view);
  const sent = (await hands.calls(PHONE))['sendCode'];
  holds(sent === 1, 'the data centre saw one auth.sendCode');
  narrator.does('The person does not wait for the next send and cancels.');
  narrator.view((await stage.logins.cancel(numberId)).view);
  return { recoverMs };
}
