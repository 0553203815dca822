import { isSnoozed } from '../../domain/chat-card.ts';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { readView } from '../read-view.ts';
import type { BotParts } from './bot-parts.ts';

const MOST_LOGINS = 200;

/** The sign-ins that run, each as its newest view. */
export async function runningViews(records: BotParts['records']): Promise<LoginView[]> {
  const rows = await records.latestViews(MOST_LOGINS);
  return rows
    .filter(({ ended }) => !ended)
    .flatMap((row) => {
      try {
        return [readView(row)];
      } catch {
        return [];
      }
    });
}

/** The sign-in that waits for this operator now. Its card knows who has the entry. */
export async function activeEntry(
  { records, cards }: Pick<BotParts, 'records' | 'cards'>,
  userId: number,
): Promise<LoginView | undefined> {
  const waiting = (await runningViews(records)).filter((view) => seenOf(view).need === 'person');
  const all = await Promise.all(waiting.map(async (view) => ({ view, card: await cards.card(view.loginId) })));
  return all.find(({ card }) => card?.holder === userId && !isSnoozed(card, Date.now()))?.view;
}
