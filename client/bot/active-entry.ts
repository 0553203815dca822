import { isSnoozed } from '../../domain/chat-card.ts';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { readableViews } from './readable-views.ts';
import type { BotParts } from './bot-parts.ts';

const MOST_LOGINS = 200;

type EntryParts = Pick<BotParts, 'records' | 'cards'>;
type Entry = { view: LoginView; snoozed: boolean };

/** The sign-ins that wait for this operator. Their cards know who has the entry; one that cannot say so keeps nobody from acting. */
export async function entriesOf({ records, cards }: EntryParts, userId: number): Promise<Entry[]> {
  const waiting = readableViews(await records.latestViews(MOST_LOGINS)).filter(
    (view) => seenOf(view).need === 'person',
  );
  const all = await Promise.all(
    waiting.map(async (view) => ({ view, card: await cards.card(view.loginId).catch(() => undefined) })),
  );
  return all.flatMap(({ view, card }) =>
    card?.holder === userId ? [{ view, snoozed: isSnoozed(card, Date.now()) }] : [],
  );
}

/** The one that is not snoozed: nobody has more of them. */
export async function activeEntry(parts: EntryParts, userId: number): Promise<LoginView | undefined> {
  return (await entriesOf(parts, userId)).find(({ snoozed }) => !snoozed)?.view;
}
