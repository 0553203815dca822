import { describe, expect, it } from 'vitest';
import { type ChatCard, handOver, lookIn, newCard, seeView, snooze, takeEntry } from '../../domain/chat-card.ts';
import type { Seen } from '../../domain/chat-need.ts';
import { afterDraw, type Draw, type DrawOutcome, EDIT_EVERY_MS, planCard } from '../../domain/chat-plan.ts';
import { ANNA, asks, BEA, free, known, NOW, ofAnna, over, passes, standing } from './chat-cards.ts';

const SECOND = 1_000;
const stands = (seen: Seen): DrawOutcome => ({ kind: 'stands', chatId: 9, messageId: 5, seen });
const failed: DrawOutcome = { kind: 'failed' };

/** As it stands in a place when all is told. */
function shown(card: ChatCard, place: 'ops' | number, atMs: number): ChatCard {
  const { version, stepId, need } = card.seen;
  const told = need === 'over' ? 'over' : stepId;
  const look = lookIn(card, place, atMs);
  return { ...card, standing: [...card.standing, standing(place, { version, look, told, touchedAtMs: atMs })] };
}

/** A first draw of a card for one place. */
function drawIn(card: ChatCard, place: 'ops' | number): Draw {
  const draw = planCard(card, NOW).draws.find((each) => each.place === place);
  if (draw === undefined) throw new Error(`Nothing is drawn in ${place}.`);
  return draw;
}

describe('a draw', () => {
  it('says all that its message shows beside the view', () => {
    expect(planCard(free(), NOW)).toStrictEqual({
      draws: [
        { place: 'ops', role: 'free', unreachable: [], look: lookIn(free(), 'ops', NOW), rings: true, anew: false },
      ],
      done: false,
    });
    const card: ChatCard = {
      ...ofAnna(),
      note: { by: BEA, text: 'mind the step' },
      snoozedUntilMs: NOW + 1,
      unreachable: ['ops'],
      asked: [ANNA],
      standing: [standing(ANNA, { told: 'l/1', photo: true })],
    };
    expect(planCard(card, NOW).draws).toStrictEqual([
      {
        place: ANNA,
        role: 'holder',
        unreachable: ['ops'],
        stands: { chatId: 9, messageId: 5, photo: true },
        told: 'l/1',
        holder: ANNA,
        note: { by: BEA, text: 'mind the step' },
        snoozedUntilMs: NOW + 1,
        look: lookIn(card, ANNA, NOW),
        rings: false,
        anew: true,
      },
    ]);
    expect(drawIn({ ...ofAnna(), standing: [standing(ANNA)] }, ANNA).stands).toStrictEqual({ chatId: 9, messageId: 5 });
  });

  it('is made at once in private, though nobody is needed yet, and waits in the group', () => {
    expect(planCard(ofAnna(passes(1)), NOW).draws).toMatchObject([{ place: ANNA, rings: true }]);
    expect(planCard(free(passes(1)), NOW)).toEqual({ draws: [], done: false });
    const there = { ...free(passes(3)), standing: [standing('ops')] };
    expect(planCard(there, NOW).draws).toMatchObject([{ place: 'ops', stands: { messageId: 5 } }]);
  });

  it('is made at once for who takes the entry, though others were drawn just now', () => {
    const card = shown(free(passes(2)), 'ops', NOW);
    const taken = takeEntry(card, ANNA).card;
    expect(planCard(taken, NOW + SECOND).draws).toMatchObject([{ place: ANNA }]);
  });

  it('of an edit waits for ten seconds after the last draw in any chat', () => {
    const card: ChatCard = {
      ...ofAnna(passes(3)),
      standing: [standing(ANNA, { touchedAtMs: NOW - 9 * SECOND }), standing(BEA, { touchedAtMs: NOW - SECOND })],
    };
    expect(planCard(card, NOW)).toEqual({ draws: [], done: false, wakeAtMs: NOW - SECOND + EDIT_EVERY_MS });
  });
});

describe('the next look at a card', () => {
  it('is when the first of its chats may be written to', () => {
    const card: ChatCard = {
      ...takeEntry(free(), ANNA).card,
      paused: [
        { place: 'ops', untilMs: NOW + 40 * SECOND, failures: 1 },
        { place: ANNA, untilMs: NOW + 20 * SECOND, failures: 1 },
      ],
    };
    expect(planCard(card, NOW)).toEqual({ draws: [], done: false, wakeAtMs: NOW + 20 * SECOND });
    expect(planCard(card, NOW + 20 * SECOND).draws).toMatchObject([{ place: ANNA }]);
  });

  it('is when a snooze is over, unless it is or the sign-in is', () => {
    const { card } = snooze(ofAnna(), ANNA, NOW + SECOND);
    const quiet = shown(card, ANNA, NOW);
    expect(planCard(quiet, NOW)).toEqual({ draws: [], done: false, wakeAtMs: NOW + SECOND });
    const woken = shown(card, ANNA, NOW + SECOND);
    expect(planCard(woken, NOW + SECOND)).toEqual({ draws: [], done: false });
    const ended = shown(seeView(card, over(9)), ANNA, NOW);
    expect(planCard(ended, NOW)).toEqual({ draws: [], done: true });
    expect(planCard(shown(ofAnna(), ANNA, NOW), NOW)).toEqual({ draws: [], done: false });
  });

  it('comes after the end too, while a chat waits to be told of it', () => {
    const paused = [{ place: ANNA, untilMs: NOW + SECOND, failures: 1 }];
    expect(planCard({ ...ofAnna(over(9)), paused }, NOW)).toEqual({ draws: [], done: false, wakeAtMs: NOW + SECOND });
    expect(planCard({ ...ofAnna(over(9)), paused }, NOW + SECOND)).toMatchObject({ draws: [{}], done: false });
  });
});

describe('a message that stands', () => {
  it('is remembered with what it shows', () => {
    const card: ChatCard = { ...ofAnna(), asked: [BEA, ANNA], standing: [standing(BEA), standing(ANNA)] };
    const draw = drawIn(card, ANNA);
    const { look } = draw;
    const now = { place: ANNA, chatId: 9, messageId: 5, version: 2, look, touchedAtMs: NOW };
    expect(afterDraw(card, [draw], [stands(card.seen)], NOW)).toStrictEqual({
      ...card,
      asked: [BEA],
      paused: [],
      standing: [standing(BEA), now],
    });
    const seen = { ...asks(3), picture: 4 };
    const outcome: DrawOutcome = { kind: 'stands', chatId: 9, messageId: 6, seen, photo: true, told: 'l/3' };
    const after = afterDraw(card, [draw], [outcome], NOW);
    expect(after.seen).toBe(seen);
    expect(after.standing[1]).toStrictEqual({
      ...now,
      messageId: 6,
      version: 3,
      picture: 4,
      photo: true,
      told: 'l/3',
    });
  });

  it('shows no QR code where the entry is not', () => {
    const card = free({ ...asks(2), picture: 4 });
    const after = afterDraw(card, [drawIn(card, 'ops')], [stands(card.seen)], NOW);
    expect(after.standing).toHaveLength(1);
    expect(after.standing[0]).not.toHaveProperty('picture');
  });

  it('ends the quiet of its own chat alone', () => {
    const other = { place: BEA, untilMs: NOW + SECOND, failures: 1 };
    const card: ChatCard = { ...ofAnna(), paused: [{ ...other, place: ANNA, untilMs: NOW }, other] };
    expect(afterDraw(card, [drawIn(card, ANNA)], [stands(card.seen)], NOW).paused).toEqual([other]);
  });

  it('is what it was where nothing is known of its draw', () => {
    const card = ofAnna();
    expect(afterDraw(card, [drawIn(card, ANNA)], [], NOW)).toBe(card);
  });
});

describe('a chat', () => {
  const after = (card: ChatCard, outcome: DrawOutcome, atMs = NOW): ChatCard => {
    const { draws } = planCard(card, atMs);
    return afterDraw(card, draws, [outcome], atMs);
  };

  it('is left alone for as long as it says, and for longer each time that it fails, waits between them or not', () => {
    const once = after(ofAnna(), failed);
    expect(once.paused).toStrictEqual([{ place: ANNA, untilMs: NOW + SECOND, failures: 1 }]);
    const twice = after(once, { kind: 'wait', ms: 5 * SECOND }, NOW + SECOND);
    expect(twice.paused).toStrictEqual([{ place: ANNA, untilMs: NOW + 6 * SECOND, failures: 1 }]);
    const thrice = after(twice, failed, NOW + 6 * SECOND);
    expect(thrice.paused).toStrictEqual([{ place: ANNA, untilMs: NOW + 8 * SECOND, failures: 2 }]);
    expect(after(ofAnna(), { kind: 'wait', ms: 1 }).paused).toStrictEqual([
      { place: ANNA, untilMs: NOW + 1, failures: 0 },
    ]);
  });

  it('that fails does not delay the others', () => {
    const other = { place: 'ops', untilMs: NOW + SECOND, failures: 3 } as const;
    const card = { ...ofAnna(), inOps: true, paused: [other] };
    expect(planCard(card, NOW).draws).toMatchObject([{ place: ANNA }]);
    expect(after(card, failed).paused).toEqual([other, { place: ANNA, untilMs: NOW + SECOND, failures: 1 }]);
  });

  it('that cannot be written to any more is forgotten, and the entry stays where it is', () => {
    const other = { place: ANNA, untilMs: NOW + SECOND, failures: 3 } as const;
    const card: ChatCard = {
      ...ofAnna(),
      standing: [standing(ANNA), standing('ops')],
      paused: [{ ...other, place: 'ops', untilMs: NOW }, other],
      unreachable: [BEA],
    };
    expect(after(card, { kind: 'unreachable' })).toStrictEqual({
      ...card,
      standing: [standing(ANNA)],
      paused: [other],
      unreachable: [BEA, 'ops'],
    });
  });

  it('of whoever has the entry that cannot be written to gives it to anybody', () => {
    const card: ChatCard = { ...ofAnna(), standing: [standing(ANNA), standing(BEA, { touchedAtMs: NOW })] };
    const { holder: _, ...rest } = card;
    expect(after(card, { kind: 'unreachable' })).toStrictEqual({
      ...rest,
      inOps: true,
      paused: [],
      unreachable: [ANNA],
      standing: [standing(BEA, { touchedAtMs: NOW })],
    });
    const alone = newCard({ ...known, hasOps: false, seen: asks(2), startedBy: ANNA });
    expect(after(alone, { kind: 'unreachable' })).toMatchObject({ inOps: false });
    expect(handOver(alone, ANNA).card).toMatchObject({ inOps: false });
  });
});
