import { billableActions } from '../stage/billable-actions.ts';
import { openStage, type Stage } from '../stage/open-stage.ts';
import { loginWorkflowId } from '../../contracts/names.ts';
import { PromiseBroken, holds } from './expect.ts';
import { Narrator } from './narrator.ts';
import { sceneLostSend } from './scene-lost-send.ts';
import { sceneNoNextWay } from './scene-no-next-way.ts';
import { sceneSignIn } from './scene-sign-in.ts';
import { sceneVault } from './scene-vault.ts';
import { ACCOUNT, PHONE, QUIET_ACCOUNT, QUIET_PHONE } from './script.ts';
import { StageHands } from './stage-hands.ts';

/** Plays the main job without a person. The last line is one JSON object; the exit code is 0 only if all held. */
export async function playByItself(): Promise<number> {
  const narrator = new Narrator();
  narrator.scene('0. Temporal, a data centre that is not Telegram, a worker');
  let stage: Stage | undefined;
  let result: Record<string, unknown> = { ok: false };
  try {
    stage = await openStage({ onProgress: (line) => narrator.does(line), limits: { lostSendWaitMs: 30_000 } });
    result = await play(new StageHands(stage, narrator), narrator);
  } catch (error) {
    narrator.problem(error instanceof Error ? error.message : String(error));
    if (!(error instanceof PromiseBroken) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  } finally {
    await stage?.close();
  }
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
  return result['ok'] === true ? 0 : 1;
}

async function play(hands: StageHands, narrator: Narrator): Promise<Record<string, unknown>> {
  const { stage } = hands;
  narrator.does(`Temporal answers at ${stage.temporal.address}, the data centre's control port at ${stage.sandbox.controlUrl}.`);
  const number = await stage.enrol(PHONE, 'Support 3', ACCOUNT);
  const quiet = await stage.enrol(QUIET_PHONE, 'Support 4', QUIET_ACCOUNT);
  await hands.startWorker();
  const { recoverMs } = await sceneLostSend(hands, narrator, number.numberId);
  const before = await hands.calls(PHONE);
  const { loginId, startToCodeMs, codeToSignedInMs } = await sceneSignIn(hands, narrator, number.numberId);
  const calls = difference(await hands.calls(PHONE), before);
  holds(calls['sendCode'] === 1 && calls['resendCode'] === 1, 'one auth.sendCode and one auth.resendCode');
  await sceneNoNextWay(hands, narrator, quiet.numberId);
  await sceneVault(hands, narrator);
  const handle = stage.client.workflow.getHandle(loginWorkflowId(number.numberId), loginId);
  const { events } = await handle.fetchHistory();
  return {
    ok: true,
    calls,
    workerRestarts: hands.workerRestarts,
    startToCodeMs,
    codeToSignedInMs,
    recoverMs,
    historyEvents: events?.length ?? 0,
    billableActions: billableActions(events ?? []),
  };
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
  const methods = Object.keys(after).toSorted();
  return Object.fromEntries(methods.map((method) => [method, (after[method] ?? 0) - (before[method] ?? 0)]));
}
