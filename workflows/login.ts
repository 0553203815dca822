import { allHandlersFinished, CancellationScope, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import { type LoginInput, type LoginResult, STATE_SCHEMA } from '../contracts/login-messages.ts';
import { newLogin } from '../domain/decide.ts';
import { RULES_VERSION } from '../domain/limits.ts';
import { activityRuns, hasEnded, type LoginStart } from '../domain/login-state.ts';
import { viewOf } from '../domain/view-of.ts';
import { wakeAtMs } from '../domain/wake.ts';
import { checkInput } from './check-payload.ts';
import { answerUpdates } from './answer-updates.ts';
import { LoginRun } from './login-run.ts';

/** One sign-in of one number, from the first send to a working session or a clear end. */
export async function login(input: LoginInput): Promise<LoginResult> {
  checkInput(input);
  checkRules(input);
  checkCarried(input);
  const begunAtMs = Date.now();
  const run = new LoginRun(input.carried?.state ?? newLogin(startOf(input), begunAtMs), input.carried?.auditCount);
  answerUpdates(run, input.requestId);
  cancelFromOutside(run);
  return await CancellationScope.nonCancellable(async () => {
    if (input.carried === undefined) run.apply({ type: 'start' });
    await live(run, begunAtMs + run.state.limits.parkAfterMs, () => continueAsNew<typeof login>(carriedBy(run, input)));
    await condition(allHandlersFinished);
    await run.drained();
    return { view: viewOf(run.state, Date.now()) };
  });
}

/** Temporal's clock is the one that judges later on: it also says until when somebody waits. */
function startOf({ start }: LoginInput): LoginStart {
  const { firstExecutionRunId, startTime } = workflowInfo();
  const { waitMs } = start;
  const waits = waitMs === undefined ? {} : { notAfterMs: startTime.getTime() + waitMs };
  return { ...start, ...waits, loginId: firstExecutionRunId };
}

/** Begun under older rules here, it could not be replayed by the worker that knows its own. */
function checkRules({ start }: LoginInput): void {
  const { rulesVersion = 1 } = start;
  if (rulesVersion <= RULES_VERSION) return;
  throw new TypeError(
    `This sign-in was started by a newer version, with rules ${rulesVersion}; this one knows ${RULES_VERSION}. Start a worker of that version.`,
  );
}

/**
 * A run that a newer version parked: this task fails, and is tried again until a worker of that version takes it. Failing the
 * workflow would lose the sign-in.
 */
function checkCarried({ carried }: LoginInput): void {
  if (carried === undefined || carried.schema === STATE_SCHEMA) return;
  throw new TypeError(
    `This sign-in was left by a version with state schema ${carried.schema}; this one reads ${STATE_SCHEMA}. Start a worker of that version.`,
  );
}

/** Waits for events and for the earliest deadline, one timer at a time, until the sign-in has ended. */
async function live(run: LoginRun, parkAtMs: number, park: () => Promise<never>): Promise<void> {
  while (!hasEnded(run.state)) {
    const wakeMs = wakeAtMs(run.state);
    const isOver = (): boolean => hasEnded(run.state) || wakeAtMs(run.state) !== wakeMs;
    if (wakeMs === undefined) {
      await condition(isOver);
      continue;
    }
    if (Date.now() < parkAtMs) {
      if (await condition(isOver, Math.max(1, Math.min(wakeMs, parkAtMs) - Date.now()))) continue;
    } else {
      const isDone = await condition(() => isOver() || isParkable(run), Math.max(1, wakeMs - Date.now()));
      if (isDone && !isOver() && isParkable(run)) await park();
      if (isDone) continue;
    }
    if (Date.now() >= wakeMs) run.apply({ type: 'woke' });
  }
}

/** Nothing is under way that the next run would not know of: no call, no update, no view or audit on its way. */
function isParkable(run: LoginRun): boolean {
  return !hasEnded(run.state) && !activityRuns(run.state) && allHandlersFinished() && run.isDrained();
}

function carriedBy(run: LoginRun, input: LoginInput): LoginInput {
  return { ...input, carried: { schema: STATE_SCHEMA, state: run.state, auditCount: run.auditCount } };
}

/** A cancel from Temporal's own tools takes the way of every cancel: the call under way finishes, then Telegram is told. */
function cancelFromOutside(run: LoginRun): void {
  CancellationScope.current().cancelRequested.catch(() => {
    run.apply({ type: 'cancel', actor: 'temporal', reason: 'temporal' });
  });
}
