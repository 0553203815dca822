import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * What Temporal Cloud would bill for a run, as far as its history shows it: the start, each update, signal, timer,
 * continue-as-new, and each attempt of each activity. Queries and heartbeats are in no history; a plain sign-in makes
 * no query, and its calls end before the first heartbeat is due.
 */
export function billableActions(events: readonly HistoryEvent[]): number {
  return events.reduce((sum, event) => sum + actionsOf(event), 0);
}

function actionsOf(event: HistoryEvent): number {
  if (event.workflowExecutionStartedEventAttributes) return 1;
  if (event.workflowExecutionUpdateAcceptedEventAttributes) return 1;
  if (event.workflowExecutionSignaledEventAttributes) return 1;
  if (event.timerStartedEventAttributes) return 1;
  if (event.activityTaskScheduledEventAttributes) return 1;
  if (event.workflowExecutionContinuedAsNewEventAttributes) return 1;
  const { attempt } = event.activityTaskStartedEventAttributes ?? {};
  return attempt && attempt > 1 ? attempt - 1 : 0;
}
