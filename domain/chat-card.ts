import { isNewerSeen, newsOf, type Seen } from './chat-need.ts';

/** Where a card may stand: the operators' group, or one operator's private chat, by user id. */
export type ChatPlace = 'ops' | number;
/** How a message looks: to who has the entry, to all while nobody has it or somebody does, to who had it before. */
export type CardRole = 'holder' | 'free' | 'held' | 'former';

/** A message of ours that stands in a chat. */
export type Standing = {
  place: ChatPlace;
  chatId: number;
  messageId: number;
  /** What it shows: the view's version, and the look apart from the view. */
  version: number;
  look: string;
  /** The QR code that it shows, by its number. */
  picture?: number;
  /** It is a photo, which cannot become a text. */
  photo?: true;
  /** The last thing that it notified of. */
  told?: string;
  touchedAtMs: number;
};

export type Note = { by: number; text: string };

/** A chat that is left alone for a while; the others go on. `failures`: attempts in a row that came to nothing. */
export type Pause = { place: ChatPlace; untilMs: number; failures: number };

/** What is remembered of one sign-in in chats: who has the entry, and where messages stand. Never what they say. */
export type ChatCard = {
  loginId: string;
  numberId: string;
  seen: Seen;
  hasOps: boolean;
  /** The operators' group is to know of it. */
  inOps: boolean;
  holder?: number;
  snoozedUntilMs?: number;
  note?: Note;
  /** Operators who asked to see it anew. */
  asked: readonly number[];
  /** Who could not be written to. */
  unreachable: readonly ChatPlace[];
  /** Where the Bot API wants quiet, or fails. */
  paused?: readonly Pause[];
  standing: readonly Standing[];
};

export type NewCard = Pick<ChatCard, 'loginId' | 'numberId' | 'hasOps' | 'seen'> & { startedBy?: number };

/** Who starts a sign-in in the chat has its entry; all others are for whoever takes them. */
export function newCard({ startedBy, ...known }: NewCard): ChatCard {
  return {
    ...known,
    inOps: startedBy === undefined && known.hasOps,
    ...(startedBy === undefined ? {} : { holder: startedBy }),
    asked: [],
    unreachable: [],
    standing: [],
  };
}

/** A view was written. An older one than is known changes nothing. */
export function seeView(card: ChatCard, seen: Seen): ChatCard {
  return isNewerSeen(seen, card.seen) ? { ...card, seen } : card;
}

/** The first to take it has it. `hadBy`: whom it was taken from, who must have put it down before. */
export function takeEntry(card: ChatCard, by: number): { card: ChatCard; holder: number | undefined } {
  if (card.seen.need === 'over') return { card, holder: card.holder };
  if (card.holder !== undefined && card.holder !== by) return { card, holder: card.holder };
  const { snoozedUntilMs: _, note: __, ...rest } = card;
  const unreachable = card.unreachable.filter((place) => place !== by);
  // What stands there since before is out of sight.
  const stands = card.standing.some(({ place }) => place === by);
  const asked = stands ? [...new Set([...card.asked, by])] : card.asked;
  return { card: { ...rest, holder: by, unreachable, asked }, holder: by };
}

/** Whoever has the entry puts it down, for anybody to take. */
export function handOver(card: ChatCard, by: number, text?: string): { card: ChatCard; done: boolean } {
  if (card.holder !== by || card.seen.need === 'over') return { card, done: false };
  const { holder: _, snoozedUntilMs: __, note: ___, ...rest } = card;
  const note = text === undefined ? {} : { note: { by, text } };
  // Everybody is to hear of it, also those who were told when it was free before; and who takes it back is asked again.
  const standing = rest.standing.map(untold);
  // It is tried again where it was not heard before.
  const unreachable = card.unreachable.filter((place) => place !== 'ops');
  return { card: { ...rest, ...note, inOps: card.hasOps, standing, unreachable }, done: true };
}

/** No notification until then; then one more. */
export function snooze(card: ChatCard, by: number, untilMs: number): { card: ChatCard; done: boolean } {
  if (card.holder !== by || card.seen.need === 'over') return { card, done: false };
  const standing = card.standing.map((each) => (each.place === by ? untold(each) : each));
  return { card: { ...card, snoozedUntilMs: untilMs, standing }, done: true };
}

/** A chat can be written to again. */
export function reach(card: ChatCard, place: ChatPlace): ChatCard {
  if (!card.unreachable.includes(place)) return card;
  return { ...card, unreachable: card.unreachable.filter((each) => each !== place) };
}

/** An operator asks for the message anew, below what has been written since. */
export function askAnew(card: ChatCard, by: number): ChatCard {
  if (card.holder !== by || card.asked.includes(by)) return card;
  return { ...card, asked: [...card.asked, by] };
}

function untold(standing: Standing): Standing {
  const { told: _, ...rest } = standing;
  return rest;
}

/** How the card looks in a place now. */
export function roleIn(card: ChatCard, place: ChatPlace): CardRole {
  if (place === 'ops') return card.holder === undefined ? 'free' : 'held';
  if (card.holder === place) return 'holder';
  return card.holder === undefined ? 'free' : 'former';
}

/** The QR code that belongs there: with whoever has the entry, and nowhere else. */
export function pictureIn(card: ChatCard, place: ChatPlace): number | undefined {
  return roleIn(card, place) === 'holder' ? card.seen.picture : undefined;
}

/** Everything but the view that a message shows; another look is another text. */
export function lookIn(card: ChatCard, place: ChatPlace, nowMs: number): string {
  const snoozed = isSnoozed(card, nowMs) ? String(card.snoozedUntilMs) : '';
  return [roleIn(card, place), card.holder ?? '', card.note?.text ?? '', snoozed, card.unreachable.join(' ')].join('|');
}

/** Whether news may ring there. */
export function ringsIn(card: ChatCard, place: ChatPlace, nowMs: number): boolean {
  if (card.seen.need === 'over') return place === 'ops' || card.holder === place;
  if (place === 'ops') return card.holder === undefined;
  return card.holder === place && !isSnoozed(card, nowMs);
}

export function isSnoozed({ snoozedUntilMs = 0 }: ChatCard, nowMs: number): boolean {
  return snoozedUntilMs > nowMs;
}

/** Whether what a place was told last is what there is to tell. */
export function isNewsFor(seen: Seen, told: string | undefined): boolean {
  const news = newsOf(seen);
  return news !== undefined && news !== told;
}
