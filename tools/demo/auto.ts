import { loginWorkflowId } from '../../contracts/names.ts';
import { ConfigError } from '../../runtime/config-error.ts';
import { EmbeddedTemporalError } from '../../runtime/embedded-temporal/embedded-temporal-error.ts';
import { billableActions } from '../stage/billable-actions.ts';
import { openStage, type Stage } from '../stage/open-stage.ts';
import { PromiseBrokenError, holds } from './expect.ts';
import { firstLines } from './first-lines.ts';
import { Narrator } from './narrator.ts';
import { sceneLostSend } from './scene-lost-send.ts';
import { sceneNoNextWay } from './scene-no-next-way.ts';
import { sceneSignIn } from './scene-sign-in.ts';
import { sceneVault } from './scene-vault.ts';
import { ACCOUNT, PHONE, QUIET_ACCOUNT, QUIET_PHONE } from './script.ts';
import { StageHands } from './stage-hands.ts';
import { StoppedError, unlessStopped } from './stopping.ts';

type Outcome = { exitCode: number; result: { ok: boolean } & Record<string, unknown> };

/** Plays the main job without a person. The last line is one JSON object; the exit code is 0 only if all held. */
export async function playByItself(signal: AbortSignal): Promise<number> {
  const narrator = new Narrator();
  for (const line of firstLines) process.stdout.write(`${line}\n`);
  narrator.scene('0. Temporal, a data centre that is not Telegram, a worker');
  const { exitCode, result } = await playAndClose(narrator, signal);
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
  return exitCode;
}

async function playAndClose(narrator: Narrator, signal: AbortSignal): Promise<Outcome> {
  let stage: Stage | undefined;
  let outcome: Outcome;
  try {
    const onProgress = (line: string): void => narrator.does(line);
    stage = await openStage({ onProgress, signal, limits: { lostSendWaitMs: 30_000 } });
    const result = await unlessStopped(signal, play(new StageHands(stage, narrator), narrator));
    outcome = { exitCode: 0, result: { ok: true, ...result } };
  } catch (error) {
    // A signal may surface as any error of what was under way.
    outcome = failed(signal.aborted ? signal.reason : error, narrator);
  }
  try {
    if (!outcome.result.ok && stage !== undefined)
      narrator.does('Ending the worker and the Temporal server, removing the temporary folder.');
    await stage?.close();
    return outcome;
  } catch (error) {
    return outcome.result.ok ? failed(error, narrator) : outcome;
  }
}

function failed(error: unknown, narrator: Narrator): Outcome {
  const problem = error instanceof Error ? error.message : String(error);
  narrator.problem(problem);
  if (error instanceof StoppedError) return { exitCode: error.exitCode, result: { ok: false, stoppedBy: error.by } };
  if (!isExplained(error) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return { exitCode: 1, result: { ok: false, problem } };
}

/** The message says all that a person can use. */
function isExplained(error: unknown): boolean {
  return error instanceof PromiseBrokenError || error instanceof EmbeddedTemporalError || error instanceof ConfigError;
}

async function play(hands: StageHands, narrator: Narrator): Promise<Record<string, unknown>> {
  const { stage } = hands;
  const { temporal, sandbox } = stage;
  narrator.does(`Temporal answers at ${temporal.address}, the data centre's control port at ${sandbox.controlUrl}.`);
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
