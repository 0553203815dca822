import { setTimeout as pause } from 'node:timers/promises';
import { type ChatCard, isSnoozed } from '../../domain/chat-card.ts';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { readableViews } from '../readable-views.ts';
import type { BotParts } from './bot-parts.ts';

const MOST_LOGINS = 200;
const CARD_PATIENCE_MS = 8_000;

type EntryParts = Pick<BotParts, 'records' | 'cards'>;
type Entry = { view: LoginView; snoozed: boolean };

/** The sign-ins that wait for this operator. Their cards know who has the entry; one that cannot say so keeps nobody from acting. */
export async function entriesOf({ records, cards }: EntryParts, userId: number, patienceMs?: number): Promise<Entry[]> {
  const waiting = readableViews(await records.latestViews(MOST_LOGINS)).filter(
    (view) => seenOf(view).need === 'person',
  );
  const all = await Promise.all(
    waiting.map(async (view) => ({ view, card: await cardOf(cards, view.loginId, patienceMs) })),
  );
  return all.flatMap(({ view, card }) =>
    typeof card === 'object' && card.holder === userId ? [{ view, snoozed: isSnoozed(card, Date.now()) }] : [],
  );
}

/** The one that is not snoozed: nobody has more of them. */
export async function activeEntry(parts: EntryParts, userId: number): Promise<LoginView | undefined> {
  return (await entriesOf(parts, userId)).find(({ snoozed }) => !snoozed)?.view;
}

/** A card, none, or one that does not answer soon. */
export async function cardOf(
  cards: BotParts['cards'],
  loginId: string,
  patienceMs = CARD_PATIENCE_MS,
): Promise<ChatCard | 'none' | 'silent'> {
  const patience = new AbortController();
  const asking = cards.card(loginId).then(
    (card) => card ?? 'none',
    () => 'silent' as const,
  );
  const tired = pause(patienceMs, 'silent' as const, { signal: patience.signal }).catch(() => 'silent' as const);
  const answer = await Promise.race([asking, tired]);
  patience.abort();
  return answer;
}
