import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  type ChatActivities,
  type ChatCardInput,
  type ChatCardUpdates,
  type DoneAnswer,
  DRAW_HEARTBEAT_TIMEOUT_MS,
  DRAW_START_TO_CLOSE_MS,
  type TakeAnswer,
} from '../contracts/chat-messages.ts';
import { askAnew, type ChatCard, handOver, reach, seeView, snooze, takeEntry } from '../domain/chat-card.ts';
import { afterDraw, planCard } from '../domain/chat-plan.ts';
import { checkNumbers, checkPayload } from './check-payload.ts';

/**
 * Repeated until the bot has carried it out, what failed being an outcome of its own. Edits and deletions are harmless to
 * repeat; a send that the bot did not outlive leaves one message more (docs/chat.md).
 */
const { drawCards } = proxyActivities<ChatActivities>({
  startToCloseTimeout: DRAW_START_TO_CLOSE_MS,
  heartbeatTimeout: DRAW_HEARTBEAT_TIMEOUT_MS,
  retry: { initialInterval: 500, backoffCoefficient: 2, maximumInterval: 60_000 },
});

/** The messages of one sign-in in chats, from the first to the one that says how it ended. */
export async function chatCard(input: ChatCardInput): Promise<void> {
  checkPayload(input.card, ['loginId', 'numberId']);
  const run = { card: input.card };
  answer(run);
  for (;;) {
    const { draws, done, wakeAtMs } = planCard(run.card, Date.now());
    if (draws.length > 0) {
      const outcomes = await drawCards({ loginId: run.card.loginId, draws });
      run.card = afterDraw(run.card, draws, outcomes, Date.now());
      continue;
    }
    if (done) break;
    if (workflowInfo().continueAsNewSuggested && allHandlersFinished()) {
      await continueAsNew<typeof chatCard>({ card: run.card });
    }
    const before = run.card;
    const isChanged = (): boolean => run.card !== before;
    if (wakeAtMs === undefined) await condition(isChanged);
    else await condition(isChanged, Math.max(1, wakeAtMs - Date.now()));
  }
  await condition(allHandlersFinished);
}

/**
 * Updates alone, as with sign-ins: what is not sealed under our keys is rejected and leaves nothing in the history, where a
 * signal would stop the run.
 */
function answer(run: { card: ChatCard }): void {
  setHandler(defineQuery<ChatCard>('card'), () => run.card);
  setHandler(defineUpdate<DoneAnswer, [ChatCardUpdates['seen']]>('seen'), (seen) => {
    checkPayload(seen, ['stepId', 'need']);
    checkNumbers(seen, ['version']);
    const before = run.card;
    run.card = seeView(before, seen);
    return { done: run.card !== before };
  });
  setHandler(defineUpdate<TakeAnswer, [ChatCardUpdates['take']]>('take'), (payload) => {
    checkNumbers(payload, ['by']);
    const { card, holder } = takeEntry(run.card, payload.by);
    run.card = card;
    return { over: card.seen.need === 'over', ...(holder === undefined ? {} : { holder }) };
  });
  setHandler(defineUpdate<DoneAnswer, [ChatCardUpdates['handOver']]>('handOver'), (payload) => {
    checkNumbers(payload, ['by']);
    const { card, done } = handOver(run.card, payload.by, payload.text);
    run.card = card;
    return { done };
  });
  setHandler(defineUpdate<DoneAnswer, [ChatCardUpdates['snooze']]>('snooze'), (payload) => {
    checkNumbers(payload, ['by', 'untilMs']);
    const { card, done } = snooze(run.card, payload.by, payload.untilMs);
    run.card = card;
    return { done };
  });
  setHandler(defineUpdate<DoneAnswer, [ChatCardUpdates['opsReached']]>('opsReached'), (payload) => {
    checkNumbers(payload, ['by']);
    const before = run.card;
    run.card = reach(before, 'ops');
    return { done: run.card !== before };
  });
  setHandler(defineUpdate<DoneAnswer, [ChatCardUpdates['showAnew']]>('showAnew'), (payload) => {
    checkNumbers(payload, ['by']);
    const before = run.card;
    run.card = askAnew(before, payload.by);
    return { done: run.card !== before };
  });
}
