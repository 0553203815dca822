import { describe, expect, it } from 'vitest';
import {
  askAnew,
  type ChatCard,
  handOver,
  newCard,
  reach,
  seeView,
  snooze,
  takeEntry,
} from '../../domain/chat-card.ts';
import type { Seen } from '../../domain/chat-need.ts';
import { afterDraw, type DrawOutcome, EDIT_EVERY_MS, planCard } from '../../domain/chat-plan.ts';
import { ANNA, asks, BEA, known, NOW, over, passes } from './chat-cards.ts';

/** Carries out all draws that are due; answers what they were. */
function play(card: ChatCard, nowMs: number, outcome?: DrawOutcome): { card: ChatCard; drawn: string[] } {
  const { draws } = planCard(card, nowMs);
  const outcomes = draws.map((draw, index): DrawOutcome => {
    const isNew = draw.stands === undefined || draw.anew || (draw.rings && draw.told !== newsOfCard(card));
    const messageId = isNew ? nowMs + index : (draw.stands?.messageId ?? 0);
    const told = draw.rings ? newsOfCard(card) : draw.told;
    return (
      outcome ?? { kind: 'stands', chatId: 9, messageId, seen: card.seen, ...(told === undefined ? {} : { told }) }
    );
  });
  return { card: afterDraw(card, draws, outcomes, nowMs), drawn: draws.map(({ place, role }) => `${place} ${role}`) };
}

function newsOfCard({ seen }: ChatCard): string | undefined {
  if (seen.need === 'nothing') return undefined;
  return seen.need === 'over' ? 'over' : seen.stepId;
}

describe('a card', () => {
  it('stands in private where it was started there, and in the group otherwise', () => {
    expect(play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW).drawn).toEqual(['1 holder']);
    expect(play(newCard({ ...known, seen: asks(2) }), NOW).drawn).toEqual(['ops free']);
    expect(planCard(newCard({ ...known, hasOps: false, seen: asks(2) }), NOW)).toEqual({ draws: [], done: false });
  });

  it('has the QR code where the entry is, replaces it at its pace and takes it away at once', () => {
    const shows = (picture: number): Seen => ({ ...asks(2), picture });
    const photo = (card: ChatCard): DrawOutcome => ({
      kind: 'stands',
      chatId: 9,
      messageId: 5,
      seen: card.seen,
      photo: true,
      told: 'l/2',
    });
    const begun = newCard({ ...known, seen: shows(1), startedBy: ANNA });
    const { card } = play(begun, NOW, photo(begun));
    expect(planCard(card, NOW).draws).toEqual([]);
    const next = seeView(card, shows(2));
    expect(seeView(next, shows(1))).toBe(next);
    expect(planCard(next, NOW)).toEqual({ draws: [], done: false, wakeAtMs: NOW + EDIT_EVERY_MS });
    expect(planCard(next, NOW + EDIT_EVERY_MS).draws).toMatchObject([{ place: ANNA, stands: { photo: true } }]);
    expect(planCard(seeView(next, passes(3)), NOW).draws).toMatchObject([{ place: ANNA, stands: { photo: true } }]);
    const handed = handOver(next, ANNA).card;
    expect(planCard(handed, NOW).draws.map(({ place, role }) => `${place} ${role}`)).toEqual(['1 free', 'ops free']);
    const { card: free } = play(handed, NOW);
    expect(planCard(seeView(free, shows(7)), NOW).draws).toEqual([]);
  });

  it('waits in the group until somebody is needed', () => {
    const card = newCard({ ...known, seen: passes(1) });
    expect(planCard(card, NOW).draws).toEqual([]);
    expect(planCard(seeView(card, asks(2)), NOW).draws).toMatchObject([{ place: 'ops', rings: true }]);
  });

  it('is not drawn twice for what it shows already, nor for an older view', () => {
    const { card } = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW);
    expect(planCard(card, NOW).draws).toEqual([]);
    expect(seeView(card, asks(2))).toBe(card);
    expect(seeView(card, asks(1))).toBe(card);
  });

  it('is edited at most every ten seconds, and news do not wait', () => {
    const { card } = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW);
    const edited = seeView(card, asks(3, 2));
    expect(planCard(edited, NOW + 1_000)).toEqual({ draws: [], done: false, wakeAtMs: NOW + EDIT_EVERY_MS });
    expect(planCard(edited, NOW + EDIT_EVERY_MS).draws).toMatchObject([{ stands: { messageId: NOW }, anew: false }]);
    expect(planCard(seeView(card, asks(3)), NOW + 1_000).draws).toMatchObject([{ rings: true, told: 'l/2' }]);
    expect(planCard(seeView(card, passes(3)), NOW + 1_000).draws).toEqual([]);
  });

  it('is done when its end is told everywhere', () => {
    const free = play(newCard({ ...known, seen: asks(2) }), NOW).card;
    const taken = play(takeEntry(free, ANNA).card, NOW + EDIT_EVERY_MS).card;
    const ended = play(seeView(taken, over(5)), NOW + 20_000);
    expect(ended.drawn).toEqual(['ops held', '1 holder']);
    expect(planCard(ended.card, NOW + 20_000)).toEqual({ draws: [], done: true });
  });

  it('goes to the first who takes it', () => {
    const free = play(newCard({ ...known, seen: asks(2) }), NOW).card;
    const { card, holder } = takeEntry(free, ANNA);
    expect(holder).toBe(ANNA);
    expect(takeEntry(card, BEA)).toEqual({ card, holder: ANNA });
    expect(play(card, NOW + 1_000).drawn).toEqual(['1 holder']);
    expect(play(card, NOW + EDIT_EVERY_MS).drawn).toEqual(['ops held', '1 holder']);
  });

  it('rings in the group when it is handed over, with its note', () => {
    const mine = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW).card;
    expect(handOver(mine, BEA).done).toBe(false);
    const { card } = handOver(mine, ANNA, 'at lunch');
    expect(planCard(card, NOW + 1_000).draws).toMatchObject([
      { place: 'ops', role: 'free', rings: true, note: { by: ANNA, text: 'at lunch' } },
    ]);
  });

  it('is quiet while it is snoozed and rings once when that is over', () => {
    const mine = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW).card;
    expect(snooze(mine, BEA, NOW + 60_000).done).toBe(false);
    const snoozed = play(snooze(mine, ANNA, NOW + 60_000).card, NOW + EDIT_EVERY_MS).card;
    expect(planCard(seeView(snoozed, asks(3)), NOW + 30_000).draws).toMatchObject([{ rings: false }]);
    expect(planCard(snoozed, NOW + 30_000)).toMatchObject({ draws: [], wakeAtMs: NOW + 60_000 });
    const woken = play(snoozed, NOW + 60_000);
    expect(woken.drawn).toEqual(['1 holder']);
    expect(planCard(woken.card, NOW + 60_001).draws).toEqual([]);
    expect(planCard(seeView(snoozed, over(4)), NOW + 30_000).draws).toMatchObject([{ rings: true }]);
  });

  it('is sent anew for whoever has the entry, once', () => {
    const mine = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW).card;
    expect(askAnew(mine, BEA)).toBe(mine);
    const asked = play(askAnew(mine, ANNA), NOW + 1);
    expect(asked.drawn).toEqual(['1 holder']);
    expect(asked.card.standing).toMatchObject([{ messageId: NOW + 1 }]);
    expect(planCard(asked.card, NOW + 2).draws).toEqual([]);
  });

  it('goes to the group when its holder cannot be written to', () => {
    const { card } = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW, { kind: 'unreachable' });
    expect(card).toMatchObject({ inOps: true, unreachable: [ANNA] });
    expect(card.holder).toBeUndefined();
    expect(planCard(card, NOW).draws).toMatchObject([{ place: 'ops', unreachable: [ANNA] }]);
    expect(takeEntry(card, ANNA).card.unreachable).toEqual([]);
  });

  it('waits as long as the Bot API says', () => {
    const { card } = play(newCard({ ...known, seen: asks(2), startedBy: ANNA }), NOW, { kind: 'wait', ms: 40_000 });
    expect(planCard(card, NOW + 39_999)).toEqual({ draws: [], done: false, wakeAtMs: NOW + 40_000 });
    expect(planCard(card, NOW + 40_000).draws).toHaveLength(1);
  });

  it('goes on elsewhere while one chat fails, which is tried again later and later', () => {
    const taken = takeEntry(play(newCard({ ...known, seen: asks(2) }), NOW).card, ANNA).card;
    const at = NOW + EDIT_EVERY_MS;
    const { draws } = planCard(taken, at);
    const stands: DrawOutcome = { kind: 'stands', chatId: 9, messageId: 1, seen: taken.seen };
    const outcomes = draws.map(({ place }): DrawOutcome => (place === ANNA ? { kind: 'failed' } : stands));
    expect(draws.map(({ place }) => place)).toEqual(['ops', ANNA]);
    const once = afterDraw(taken, draws, outcomes, at);
    expect(planCard(once, at)).toEqual({ draws: [], done: false, wakeAtMs: at + 1_000 });
    expect(planCard(once, at + 1_000).draws.map(({ place }) => place)).toEqual([ANNA]);
    const twice = play(once, at + 1_000, { kind: 'failed' }).card;
    expect(planCard(twice, at + 1_000).wakeAtMs).toBe(at + 3_000);
    let card = twice;
    for (let n = 0; n < 20; n += 1) card = play(card, planCard(card, at).wakeAtMs ?? 0, { kind: 'failed' }).card;
    const last = play(card, planCard(card, at).wakeAtMs ?? 0);
    expect(last.drawn).toEqual(['1 holder']);
    expect(last.card.paused).toEqual([]);
  });

  it('tries the group again that was not there, when it is handed over or the group is there again', () => {
    const free = play(newCard({ ...known, seen: asks(2) }), NOW, { kind: 'unreachable' }).card;
    expect(planCard(free, NOW).draws).toEqual([]);
    expect(planCard(reach(free, 'ops'), NOW).draws).toMatchObject([{ place: 'ops', rings: true }]);
    const mine = play(takeEntry(free, ANNA).card, NOW).card;
    expect(planCard(handOver(mine, ANNA).card, NOW).draws).toMatchObject([{ place: 'ops', rings: true }]);
  });
});
