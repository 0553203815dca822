import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import {
  CHAT_CARD_WORKFLOW,
  CHAT_TASK_QUEUE,
  chatCardId,
  type ChatCardInput,
  type ChatCardUpdates,
  type DoneAnswer,
  type TakeAnswer,
} from '../../contracts/chat-messages.ts';
import { WORKFLOW_TASK_TIMEOUT_MS } from '../../contracts/timings.ts';
import { type ChatCard, newCard } from '../../domain/chat-card.ts';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { temporalTrouble } from '../temporal-trouble.ts';
import { userOf } from './bot-parts.ts';

/** Talks to the cards of sign-ins. A card that has ended, or never was, answers with nothing. */
export type CardChannel = {
  /** Tells the card of a view, and begins it where there is none. False when its card has ended. */
  tell(view: LoginView): Promise<boolean>;
  take(view: LoginView, by: number): Promise<TakeAnswer | undefined>;
  handOver(loginId: string, by: number, text?: string): Promise<DoneAnswer | undefined>;
  snooze(loginId: string, by: number, untilMs: number): Promise<DoneAnswer | undefined>;
  opsReached(loginId: string, by: number): Promise<DoneAnswer | undefined>;
  showAnew(loginId: string, by: number): Promise<DoneAnswer | undefined>;
  card(loginId: string): Promise<ChatCard | undefined>;
};

type CardWorkflow = (input: ChatCardInput) => Promise<void>;
type Update<Name extends keyof ChatCardUpdates> = { loginId: string; name: Name; payload: ChatCardUpdates[Name] };

const ANSWER_MS = 8_000;

export function createCardChannel(temporal: Client, hasOps: boolean): CardChannel {
  const within = async <Result>(ask: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await temporal.withDeadline(Date.now() + ANSWER_MS, ask);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || temporalTrouble(error).kind === 'notFound') return undefined;
      throw error;
    }
  };
  const update = <Name extends keyof ChatCardUpdates, Answer>({ loginId, name, payload }: Update<Name>) =>
    within(() =>
      temporal.workflow
        .getHandle(chatCardId(loginId))
        .executeUpdate<Answer, [ChatCardUpdates[Name]], Name>(name, { args: [payload] }),
    );
  /** Cards that were there when they were told last: they need not be begun. */
  const known = new Set<string>();
  const tell = async (view: LoginView): Promise<boolean> => {
    const { loginId } = view;
    if (!known.has(loginId) && (await begin(view))) {
      known.add(loginId);
      return true;
    }
    const seen = seenOf(view);
    const told = await update<'seen', DoneAnswer>({ loginId, name: 'seen', payload: seen });
    if (told !== undefined && seen.need !== 'over') known.add(loginId);
    else known.delete(loginId);
    return told !== undefined;
  };
  const begin = async (view: LoginView): Promise<boolean> => {
    try {
      await temporal.workflow.start<CardWorkflow>(CHAT_CARD_WORKFLOW, {
        workflowId: chatCardId(view.loginId),
        taskQueue: CHAT_TASK_QUEUE,
        // A card that has said how the sign-in ended is not begun again.
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
        args: [{ card: cardOf(view, hasOps) }],
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };
  return {
    tell,
    take: async (view, by) => {
      const { loginId } = view;
      const ask = () => update<'take', TakeAnswer>({ loginId, name: 'take', payload: { by } });
      const answer = await ask();
      if (answer !== undefined || !(await tell(view))) return answer;
      return await ask();
    },
    handOver: (loginId, by, text) =>
      update<'handOver', DoneAnswer>({
        loginId,
        name: 'handOver',
        payload: { by, ...(text === undefined ? {} : { text }) },
      }),
    snooze: (loginId, by, untilMs) =>
      update<'snooze', DoneAnswer>({ loginId, name: 'snooze', payload: { by, untilMs } }),
    opsReached: (loginId, by) => update<'opsReached', DoneAnswer>({ loginId, name: 'opsReached', payload: { by } }),
    showAnew: (loginId, by) => update<'showAnew', DoneAnswer>({ loginId, name: 'showAnew', payload: { by } }),
    card: (loginId) => within(() => temporal.workflow.getHandle(chatCardId(loginId)).query<ChatCard>('card')),
  };
}

function cardOf(view: LoginView, hasOps: boolean): ChatCard {
  const startedBy = userOf(view.startedBy);
  const { loginId, numberId } = view;
  return newCard({ loginId, numberId, hasOps, seen: seenOf(view), ...(startedBy === undefined ? {} : { startedBy }) });
}
