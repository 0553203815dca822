import type { Ground } from './open-ground.ts';

/** Ends what waits, so that its deadlines do not fall into what is measured next. */
export async function endAll({ client }: Ground): Promise<void> {
  for await (const { workflowId, runId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
    await client.workflow.getHandle(workflowId, runId).terminate('the bench goes on');
  }
}
