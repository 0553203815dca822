import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowFailedError,
  type WorkflowUpdateHandle,
} from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { LoginInput, LoginResult, LoginUpdates, StartAnswer } from '../contracts/login-messages.ts';
import { LOGIN_TASK_QUEUE, LOGIN_WORKFLOW, loginWorkflowId } from '../contracts/names.ts';
import { CALL_START_TO_CLOSE_MS, WORKER_SILENCE_MS, WORKFLOW_TASK_TIMEOUT_MS } from '../contracts/timings.ts';
import { describeLogin } from './describe-login.ts';
import { LoginClientError } from './login-client-error.ts';
import { patiently } from './patiently.ts';
import { type Silence, watchSilence } from './silence.ts';
import { temporalTrouble } from './temporal-trouble.ts';

/** How long to wait, and whom to tell while there is no answer. */
export type Waiting = {
  /** Once per reason, while nobody answers; waiting goes on meanwhile. */
  onSilent?: ((silence: Silence) => void) | undefined;
  /** Stops waiting, with the signal's reason; what was submitted goes on. */
  signal?: AbortSignal | undefined;
};

type LoginWorkflow = (input: LoginInput) => Promise<LoginResult>;
type Submit<Answer> = (attempt: number) => Promise<WorkflowUpdateHandle<Answer>>;

const DESCRIBE_DEADLINE_MS = 2_000;

/**
 * Sends updates to sign-ins. One call is one update id, kept over all its attempts, so that nothing is asked twice.
 * `explainMissing` makes the error for a sign-in that is not there.
 */
export class LoginChannel {
  readonly #temporal: Client;
  readonly #explainMissing: (numberId: string) => Promise<LoginClientError>;

  constructor(temporal: Client, explainMissing: (numberId: string) => Promise<LoginClientError>) {
    this.#temporal = temporal;
    this.#explainMissing = explainMissing;
  }

  /** `askedBefore`: this process or another may have submitted the same request already. */
  async start(
    numberId: string,
    input: LoginInput,
    waiting: Waiting & { askedBefore: boolean },
    round = 0,
  ): Promise<StartAnswer> {
    // Temporal answers a known update id with its old answer, also for a run that has closed: a further round needs its own.
    const updateId = round === 0 ? input.requestId : `${input.requestId}-${round}`;
    // A running sign-in may end between being found and being asked: the next attempt starts one.
    const patience = { waiting, missingAtMost: 3 };
    const answer = await this.#ask<StartAnswer>(numberId, patience, async (attempt) => {
      // The answer to an earlier attempt may be all that was lost, and its sign-in may have ended since: then another
      // start would send another code.
      const isFirst = attempt === 0 && !waiting.askedBefore;
      const earlier = isFirst ? undefined : await this.#earlier<StartAnswer>(numberId, updateId);
      return earlier ?? (await this.#startOrJoin(numberId, updateId, input));
    });
    if (!answer.joined || !answer.view.ended) return answer;
    // A sign-in that has ended still writes its last view: the next one begins when it has closed.
    await this.#closed(numberId, answer.view.loginId, waiting.signal);
    return await this.start(numberId, input, waiting, round + 1);
  }

  async command<Name extends Exclude<keyof LoginUpdates, 'start'>, Answer>(
    numberId: string,
    name: Name,
    payload: LoginUpdates[Name],
    waiting: Waiting & { requestId?: string | undefined },
  ): Promise<Answer> {
    const updateId = waiting.requestId ?? crypto.randomUUID();
    return await this.#ask<Answer>(numberId, { waiting, missingAtMost: 0 }, async (attempt) => {
      const earlier = attempt === 0 ? undefined : await this.#earlier<Answer>(numberId, updateId);
      return (
        earlier ??
        (await this.#handle(numberId).startUpdate<Answer, [LoginUpdates[Name]], Name>(name, {
          args: [payload],
          updateId,
          waitForStage: 'ACCEPTED',
        }))
      );
    });
  }

  async #ask<Answer>(
    numberId: string,
    { waiting, missingAtMost }: { waiting: Waiting; missingAtMost: number },
    submit: Submit<Answer>,
  ): Promise<Answer> {
    const { onSilent = () => undefined, signal } = waiting;
    const watch = watchSilence({
      patienceMs: WORKER_SILENCE_MS,
      acceptedPatienceMs: CALL_START_TO_CLOSE_MS,
      describe: () => describeLogin(this.#temporal, numberId, DESCRIBE_DEADLINE_MS),
      onSilent,
    });
    const missing = () => this.#missing(numberId);
    const ask = async (): Promise<Answer> => {
      const onNotFound = async (attempt: number) => (attempt < missingAtMost ? undefined : await missing());
      const handle = await patiently(submit, { signal, onNotFound });
      watch.accepted();
      return await patiently(() => handle.result(), { signal, onNotFound: missing });
    };
    try {
      return await (signal === undefined ? ask() : this.#temporal.withAbortSignal(signal, ask));
    } finally {
      watch.stop();
    }
  }

  async #startOrJoin(
    numberId: string,
    updateId: string,
    input: LoginInput,
  ): Promise<WorkflowUpdateHandle<StartAnswer>> {
    const startWorkflowOperation = new WithStartWorkflowOperation<LoginWorkflow>(LOGIN_WORKFLOW, {
      workflowId: loginWorkflowId(numberId),
      taskQueue: LOGIN_TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
    });
    return await this.#temporal.workflow.startUpdateWithStart<LoginWorkflow, StartAnswer, [LoginUpdates['start']]>(
      'start',
      {
        args: [{ requestId: input.requestId, actor: input.start.startedBy }],
        updateId,
        waitForStage: 'ACCEPTED',
        startWorkflowOperation,
      },
    );
  }

  async #closed(numberId: string, loginId: string, signal: AbortSignal | undefined): Promise<void> {
    const missing = () => this.#missing(numberId);
    const result = () => this.#temporal.workflow.getHandle(loginWorkflowId(numberId), loginId).result();
    await patiently(result, { signal, onNotFound: missing }).catch((error: unknown) => {
      // Terminated, or forgotten since: closed all the same.
      const isClosed =
        error instanceof LoginClientError &&
        (error.code === 'LOGIN_ENDED' || error.cause instanceof WorkflowFailedError);
      if (!isClosed) throw error;
    });
  }

  /** The handle of an update that Temporal knows already, answered or not. */
  async #earlier<Answer>(numberId: string, updateId: string): Promise<WorkflowUpdateHandle<Answer> | undefined> {
    const handle = this.#handle(numberId).getUpdateHandle<Answer>(updateId);
    try {
      const answer = await handle.result();
      return { ...handle, result: async () => answer };
    } catch (error) {
      if (temporalTrouble(error).kind === 'notFound') return undefined;
      throw error;
    }
  }

  #handle(numberId: string) {
    return this.#temporal.workflow.getHandle<LoginWorkflow>(loginWorkflowId(numberId));
  }

  async #missing(numberId: string): Promise<never> {
    throw await this.#explainMissing(numberId);
  }
}
