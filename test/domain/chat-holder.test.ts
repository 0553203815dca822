import { describe, expect, it } from 'vitest';
import {
  askAnew,
  type ChatCard,
  handOver,
  lookIn,
  newCard,
  reach,
  ringsIn,
  roleIn,
  snooze,
  takeEntry,
} from '../../domain/chat-card.ts';
import { ANNA, asks, BEA, free, known, NOW, ofAnna, over, standing } from './chat-cards.ts';

const LATER = NOW + 60_000;

describe('a new card', () => {
  it('remembers where it stands and who has it, and nothing besides', () => {
    const card = { loginId: 'l', numberId: 'n', hasOps: true, seen: asks(2), asked: [], unreachable: [], standing: [] };
    expect(free()).toStrictEqual({ ...card, inOps: true });
    expect(ofAnna()).toStrictEqual({ ...card, inOps: false, holder: ANNA });
    expect(newCard({ ...known, hasOps: false, seen: asks(2) })).toMatchObject({ inOps: false });
  });
});

describe('the entry', () => {
  it('is taken once more by who has it, who is not at lunch any more', () => {
    const { card } = snooze({ ...ofAnna(), note: { by: BEA, text: 'at lunch' } }, ANNA, LATER);
    expect(takeEntry(card, ANNA)).toStrictEqual({ card: ofAnna(), holder: ANNA });
  });

  it('makes who takes it reachable, and nobody else', () => {
    const card: ChatCard = { ...free(), unreachable: ['ops', BEA, ANNA] };
    expect(takeEntry(card, ANNA).card.unreachable).toEqual(['ops', BEA]);
  });

  it('is shown anew to who had it before, once, and to nobody else', () => {
    const card: ChatCard = { ...free(), standing: [standing('ops'), standing(ANNA)], asked: [BEA] };
    expect(takeEntry(card, ANNA).card.asked).toEqual([BEA, ANNA]);
    expect(takeEntry({ ...card, asked: [ANNA] }, ANNA).card.asked).toEqual([ANNA]);
    expect(takeEntry(card, 3).card.asked).toEqual([BEA]);
  });

  it('of a sign-in that is over stays as it is', () => {
    for (const card of [free(over(9)), ofAnna(over(9))]) {
      const { holder } = card;
      expect(takeEntry(card, BEA)).toEqual({ card, holder });
      expect(takeEntry(card, ANNA).card).toBe(card);
      expect(handOver(card, ANNA)).toEqual({ card, done: false });
      expect(snooze(card, ANNA, LATER)).toEqual({ card, done: false });
    }
  });
});

describe('an entry that is put down', () => {
  const held: ChatCard = {
    ...ofAnna(),
    unreachable: ['ops', BEA],
    snoozedUntilMs: LATER,
    note: { by: BEA, text: 'earlier' },
    standing: [standing('ops', { told: 'l/2' }), standing(ANNA, { told: 'l/2' })],
  };

  it('is for anybody, in the group too, and everybody is told again', () => {
    const expected = {
      ...free(),
      unreachable: [BEA],
      standing: [standing('ops'), standing(ANNA)],
    };
    expect(handOver(held, ANNA)).toStrictEqual({ card: expected, done: true });
    const note = { by: ANNA, text: 'at lunch' };
    expect(handOver(held, ANNA, 'at lunch')).toStrictEqual({ card: { ...expected, note }, done: true });
  });

  it('for a while is told again to who has it, and to nobody else', () => {
    expect(snooze(held, ANNA, LATER + 1)).toStrictEqual({
      card: { ...held, snoozedUntilMs: LATER + 1, standing: [standing('ops', { told: 'l/2' }), standing(ANNA)] },
      done: true,
    });
  });
});

describe('a chat', () => {
  it('that can be written to again is noted, and the others stay out of reach', () => {
    const card: ChatCard = { ...free(), unreachable: ['ops', BEA] };
    expect(reach(card, ANNA)).toBe(card);
    expect(reach(card, BEA)).toStrictEqual({ ...card, unreachable: ['ops'] });
  });

  it('shows a message anew once, however often it is asked for', () => {
    const asked = askAnew(ofAnna(), ANNA);
    expect(asked.asked).toEqual([ANNA]);
    expect(askAnew(asked, ANNA)).toBe(asked);
  });

  it.each([
    ['ops', free(), 'free'],
    [ANNA, free(), 'free'],
    ['ops', ofAnna(), 'held'],
    [ANNA, ofAnna(), 'holder'],
    [BEA, ofAnna(), 'former'],
  ] as const)('shows the card as it is meant for it (%s)', (place, card, role) => {
    expect(roleIn(card, place)).toBe(role);
  });

  it.each([
    ['ops', free(), true],
    [ANNA, free(), false],
    ['ops', ofAnna(), false],
    [ANNA, ofAnna(), true],
    [BEA, ofAnna(), false],
    [ANNA, { ...ofAnna(), snoozedUntilMs: NOW + 1 }, false],
    [ANNA, { ...ofAnna(), snoozedUntilMs: NOW }, true],
    ['ops', ofAnna(over(9)), true],
    [ANNA, ofAnna(over(9)), true],
    [ANNA, { ...ofAnna(over(9)), snoozedUntilMs: LATER }, true],
    [BEA, ofAnna(over(9)), false],
    [ANNA, free(over(9)), false],
  ] as const)('rings where it concerns somebody (%s)', (place, card, rings) => {
    expect(ringsIn(card, place, NOW)).toBe(rings);
  });
});

describe('the look of a message', () => {
  it('is another for everything that is shown beside the view', () => {
    const cards: ChatCard[] = [
      free(),
      { ...free(), holder: 1 },
      { ...free(), holder: 2 },
      { ...free(), holder: 12 },
      { ...free(), holder: 1, note: { by: 2, text: '2' } },
      { ...free(), holder: 1, note: { by: 2, text: '3' } },
      { ...free(), holder: 1, snoozedUntilMs: LATER },
      { ...free(), holder: 1, snoozedUntilMs: LATER + 1 },
      { ...free(), holder: 1, unreachable: [12, 3] },
      { ...free(), holder: 1, unreachable: [1, 23] },
    ];
    expect(new Set(cards.map((card) => lookIn(card, 'ops', NOW))).size).toBe(cards.length);
  });

  it('is the same when nothing of it has changed, and when a snooze is over', () => {
    const card = { ...free(), holder: 1 };
    expect(lookIn({ ...card, asked: [1], seen: asks(7) }, 'ops', NOW)).toBe(lookIn(card, 'ops', NOW));
    expect(lookIn({ ...card, snoozedUntilMs: NOW }, 'ops', NOW)).toBe(lookIn(card, 'ops', NOW));
  });
});
