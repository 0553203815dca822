import { assertNever } from './assert-never.ts';
import {
  type CardRole,
  type ChatCard,
  type ChatPlace,
  isNewsFor,
  lookIn,
  type Note,
  type Pause,
  pictureIn,
  ringsIn,
  roleIn,
  type Standing,
} from './chat-card.ts';
import { isNewerSeen, type Seen } from './chat-need.ts';

/** At most one edit of a sign-in's messages in this time: edits and sends share about 20 a minute per chat. */
export const EDIT_EVERY_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** A message to send or to edit. */
export type Draw = {
  place: ChatPlace;
  role: CardRole;
  look: string;
  stands?: { chatId: number; messageId: number; photo?: true };
  told?: string;
  /** News there become a message of their own, for edits do not notify. */
  rings: boolean;
  /** A new message in any case. */
  anew: boolean;
  holder?: number;
  note?: Note;
  snoozedUntilMs?: number;
  unreachable: readonly ChatPlace[];
};

export type DrawOutcome =
  | { kind: 'stands'; chatId: number; messageId: number; seen: Seen; photo?: true; told?: string }
  /** The person has blocked the bot or never opened it; the group is gone. */
  | { kind: 'unreachable' }
  | { kind: 'wait'; ms: number }
  /** Worth another attempt, of this chat alone. */
  | { kind: 'failed' };

export type Plan = { draws: readonly Draw[]; wakeAtMs?: number; done: boolean };

/** What is to be sent and edited now, and when to look again. */
export function planCard(card: ChatCard, nowMs: number): Plan {
  const wanted = placesOf(card).flatMap((place) => {
    const draw = drawFor(card, place, nowMs);
    return draw === undefined ? [] : [draw];
  });
  const due = wanted.filter(({ atMs }) => atMs <= nowMs);
  if (due.length > 0) return { draws: due.map(({ draw }) => draw), done: false };
  const isOver = card.seen.need === 'over';
  const wakes = wanted.map(({ atMs }) => atMs);
  if (!isOver && card.snoozedUntilMs !== undefined && card.snoozedUntilMs > nowMs) wakes.push(card.snoozedUntilMs);
  const done = isOver && wanted.length === 0;
  return wakes.length === 0 ? { draws: [], done } : { draws: [], done, wakeAtMs: Math.min(...wakes) };
}

/** What became of the draws: where messages stand now, who cannot be reached, how long to keep quiet. */
export function afterDraw(
  card: ChatCard,
  draws: readonly Draw[],
  outcomes: readonly DrawOutcome[],
  nowMs: number,
): ChatCard {
  return draws.reduce((before, draw, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? before : afterOutcome(before, draw, outcome, nowMs);
  }, card);
}

function afterOutcome(card: ChatCard, draw: Draw, outcome: DrawOutcome, nowMs: number): ChatCard {
  switch (outcome.kind) {
    case 'wait':
      return pause(card, draw.place, {
        untilMs: nowMs + outcome.ms,
        failures: pauseOf(card, draw.place)?.failures ?? 0,
      });
    case 'failed':
      return afterFailure(card, draw.place, nowMs);
    case 'unreachable':
      return lost(card, draw.place);
    case 'stands':
      return stands(card, draw, outcome, nowMs);
    default:
      return assertNever(outcome);
  }
}

/** One second, then twice as long each time. */
function afterFailure(card: ChatCard, place: ChatPlace, nowMs: number): ChatCard {
  const before = pauseOf(card, place)?.failures ?? 0;
  const ms = Math.min(FIRST_PAUSE_MS * 2 ** before, LONGEST_PAUSE_MS);
  return pause(card, place, { untilMs: nowMs + ms, failures: before + 1 });
}

function pause(card: ChatCard, place: ChatPlace, then: Omit<Pause, 'place'>): ChatCard {
  return { ...card, paused: [...pausesBut(card, place), { place, ...then }] };
}

function pauseOf({ paused = [] }: ChatCard, place: ChatPlace): Pause | undefined {
  return paused.find((each) => each.place === place);
}

function pausesBut({ paused = [] }: ChatCard, place: ChatPlace): readonly Pause[] {
  return paused.filter((each) => each.place !== place);
}

function placesOf(card: ChatCard): ChatPlace[] {
  const places: ChatPlace[] = card.standing.map(({ place }) => place);
  if (card.inOps) places.push('ops');
  if (card.holder !== undefined) places.push(card.holder);
  return [...new Set(places)].filter((place) => !card.unreachable.includes(place));
}

function drawFor(card: ChatCard, place: ChatPlace, nowMs: number): { draw: Draw; atMs: number } | undefined {
  const standing = card.standing.find((each) => each.place === place);
  const look = lookIn(card, place, nowMs);
  const rings = ringsIn(card, place, nowMs);
  const picture = pictureIn(card, place);
  const anew = typeof place === 'number' && card.asked.includes(place);
  const hasNews = rings && isNewsFor(card.seen, standing?.told);
  // The group hears of a sign-in when it needs somebody.
  if (place === 'ops' && standing === undefined && card.seen.need === 'nothing') return undefined;
  const isStale =
    standing === undefined ||
    standing.version < card.seen.version ||
    standing.look !== look ||
    standing.picture !== picture;
  if (!isStale && !anew && !hasNews) return undefined;
  // A QR code that is of no use any more goes at once.
  const hasOldPicture = standing?.photo === true && picture === undefined;
  const paceMs = standing === undefined || anew || hasNews || hasOldPicture ? nowMs : lastTouchMs(card) + EDIT_EVERY_MS;
  const atMs = Math.max(paceMs, pauseOf(card, place)?.untilMs ?? 0);
  return { draw: { ...drawOf(card, place, standing), look, rings, anew }, atMs };
}

function lastTouchMs({ standing }: ChatCard): number {
  return Math.max(...standing.map(({ touchedAtMs }) => touchedAtMs));
}

function drawOf(
  card: ChatCard,
  place: ChatPlace,
  standing: Standing | undefined,
): Omit<Draw, 'look' | 'rings' | 'anew'> {
  const { holder, note, snoozedUntilMs, unreachable } = card;
  return {
    place,
    role: roleIn(card, place),
    unreachable,
    ...(standing === undefined ? {} : { stands: placeOf(standing) }),
    ...(standing?.told === undefined ? {} : { told: standing.told }),
    ...(holder === undefined ? {} : { holder }),
    ...(note === undefined ? {} : { note }),
    ...(snoozedUntilMs === undefined ? {} : { snoozedUntilMs }),
  };
}

function placeOf({ chatId, messageId, photo }: Standing): NonNullable<Draw['stands']> {
  return { chatId, messageId, ...(photo === undefined ? {} : { photo }) };
}

function stands(
  card: ChatCard,
  draw: Draw,
  outcome: Extract<DrawOutcome, { kind: 'stands' }>,
  nowMs: number,
): ChatCard {
  const { chatId, messageId, seen, photo, told } = outcome;
  const picture = draw.role === 'holder' ? seen.picture : undefined;
  const now: Standing = {
    place: draw.place,
    chatId,
    messageId,
    version: seen.version,
    look: draw.look,
    touchedAtMs: nowMs,
    ...(picture === undefined ? {} : { picture }),
    ...(photo === undefined ? {} : { photo }),
    ...(told === undefined ? {} : { told }),
  };
  return {
    ...card,
    seen: isNewerSeen(seen, card.seen) ? seen : card.seen,
    asked: card.asked.filter((each) => each !== draw.place),
    paused: pausesBut(card, draw.place),
    standing: [...card.standing.filter(({ place }) => place !== draw.place), now],
  };
}

/** Who has the entry and cannot be written to does not have it: everybody is asked again. */
function lost(card: ChatCard, place: ChatPlace): ChatCard {
  const standing = card.standing.filter((each) => each.place !== place);
  const unreachable = [...card.unreachable, place];
  const paused = pausesBut(card, place);
  if (card.holder !== place) return { ...card, standing, unreachable, paused };
  const { holder: _, ...rest } = card;
  return { ...rest, standing, unreachable, paused, inOps: card.hasOps };
}
