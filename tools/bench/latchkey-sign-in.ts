import { loginWorkflowId } from '../../contracts/names.ts';
import { billableActions } from '../stage/billable-actions.ts';
import { isAt } from '../stage/next-view.ts';
import type { Ground } from './open-ground.ts';
import { quiet, type Timing } from './timing.ts';

export type LatchkeyTiming = Timing & { billableActions: number; historyEvents: number };

/** A plain sign-in through the login client. `beforeCode` happens outside the clock, while the code is awaited. */
export async function latchkeySignIn(
  { logins, client, sandbox }: Ground,
  phone: string,
  beforeCode: () => Promise<void> = async () => undefined,
): Promise<LatchkeyTiming> {
  const startedAt = performance.now();
  const { view } = await logins.start(phone);
  const codeSentAt = performance.now();
  if (!isAt(view, 'enterCode')) throw new Error(`The start was answered with ${JSON.stringify(view.step)}.`);
  const code = await sandbox.code(phone);
  await beforeCode();
  await quiet();
  const codeTypedAt = performance.now();
  const answer = await logins.enterCode(view.numberId, view.stepId, code);
  const signedInAt = performance.now();
  if (!isAt(answer.view, 'signedIn'))
    throw new Error(`The code was answered with ${JSON.stringify(answer.view.step)}.`);
  const handle = client.workflow.getHandle(loginWorkflowId(view.numberId), view.loginId);
  await handle.result();
  const events = (await handle.fetchHistory()).events ?? [];
  return {
    startToCodeMs: codeSentAt - startedAt,
    codeToSignedInMs: signedInAt - codeTypedAt,
    billableActions: billableActions(events),
    historyEvents: events.length,
  };
}
