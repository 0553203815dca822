import type { Client } from '@temporalio/client';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { loginWorkflowId } from '../contracts/names.ts';
import { describeError } from '../runtime/describe-error.ts';
import { temporalError, temporalTrouble } from './temporal-trouble.ts';
import { fill } from './texts/fill.ts';
import * as texts from './texts/texts.ts';

/** How a number's newest sign-in stands in Temporal. `stuck`: why its worker cannot go on, one or two sentences. */
export type LoginDescription = { state: 'running' | 'ended' | 'none'; stuck?: string };

type Failure = NonNullable<Parameters<typeof decodeOptionalFailureToOptionalError>[1]>;

/** The first attempt may fail by chance, the second is where a lasting fault shows. */
const HARMLESS_ATTEMPTS = 2;
/** Enough to reach the last failure of a workflow task: only the first of a series is written down. */
const EVENTS_READ = 50;

/** Asks Temporal. Throws LoginClientError, at the latest after `deadlineMs`. */
export async function describeLogin(temporal: Client, numberId: string, deadlineMs: number): Promise<LoginDescription> {
  return await temporal.withDeadline(Date.now() + deadlineMs, async () => {
    const workflowId = loginWorkflowId(numberId);
    try {
      const { status, runId, raw } = await temporal.workflow.getHandle(workflowId).describe();
      if (status.name !== 'RUNNING') return { state: 'ended' };
      const attempt = raw.pendingWorkflowTask?.attempt ?? 0;
      if (attempt > HARMLESS_ATTEMPTS) {
        return { state: 'running', stuck: await reasonStuck(temporal, workflowId, runId, attempt) };
      }
      const call = raw.pendingActivities?.find(
        (each) => (each.attempt ?? 0) > HARMLESS_ATTEMPTS && each.lastFailure != null,
      );
      return call?.lastFailure == null
        ? { state: 'running' }
        : { state: 'running', stuck: await explain(temporal, call.lastFailure) };
    } catch (error) {
      if (temporalTrouble(error).kind === 'notFound') return { state: 'none' };
      throw temporalError(error);
    }
  });
}

async function reasonStuck(temporal: Client, workflowId: string, runId: string, attempt: number): Promise<string> {
  const page = await temporal.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: temporal.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: EVENTS_READ,
  });
  const failed = page.history?.events?.find((event) => event.workflowTaskFailedEventAttributes != null);
  const failure = failed?.workflowTaskFailedEventAttributes?.failure;
  if (failure == null) {
    return fill(texts.client.temporal.taskTimesOut, { count: attempt - 1 });
  }
  return await explain(temporal, failure);
}

async function explain(temporal: Client, failure: Failure): Promise<string> {
  try {
    const error = await decodeOptionalFailureToOptionalError(temporal.options.loadedDataConverter, failure);
    return fill(texts.client.temporal.workerFails, { error: sentence(describeError(error)) });
  } catch {
    return texts.client.temporal.otherKeys;
  }
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}
