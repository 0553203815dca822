import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { APP_ONLY, Play } from './play.ts';

describe('a sign-in', () => {
  it('is put off until an appointment: cancels the code, sends nothing by itself, and asks then', () => {
    const play = Play.waiting();
    const untilMs = play.nowMs + 17 * 3_600_000;
    play.does({ type: 'later', untilMs, timeZone: 'Europe/Berlin' });
    expect(play.effects).toEqual(['cancelCode']);
    expect(play.acts).toEqual(['cli:ana later']);
    play.answer('closingAnswered', { kind: 'lost' });
    expect(play.phase).toEqual({ name: 'putOff', untilMs, timeZone: 'Europe/Berlin', leftOpen: 'code' });
    expect(play.view).toMatchObject({ ended: false, actions: ['restart', 'scan', 'later', 'cancel'] });
    play.waitForTimer();
    expect(play.nowMs).toBe(untilMs);
    expect(play.effects).toEqual([]);
    expect(play.phase).toMatchObject({
      name: 'restartOffered',
      reason: 'appointment',
      deadlineAtMs: untilMs + 86_400_000,
    });
    expect(play.does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });

  it('takes another appointment, no appointment, or a fresh code before it', () => {
    const putOff = (): Play =>
      Play.waiting(APP_ONLY)
        .does({ type: 'later', untilMs: START_MS + 3_600_000 })
        .answer('closingAnswered', { kind: 'done' });
    const later = putOff().does({ type: 'later', untilMs: START_MS + 7_200_000 });
    expect(later.phase).toMatchObject({ name: 'putOff', untilMs: START_MS + 7_200_000 });
    expect(putOff().does({ type: 'later' }).phase).toEqual({ name: 'cancelled', reason: 'postponed' });
    expect(putOff().does({ type: 'restart' }).phase.name).toBe('requesting');
  });

  it('takes no appointment that has passed or is more than 30 days away', () => {
    const days30 = START_MS + 30 * 24 * 3_600_000;
    for (const untilMs of [START_MS, START_MS - 1, days30 + 1, Number.NaN]) {
      expect(Play.waiting().does({ type: 'later', untilMs }).refusal).toBe('TIME_OUT_OF_RANGE');
    }
    for (const untilMs of [START_MS + 1, days30]) {
      const { phase } = Play.waiting().does({ type: 'later', untilMs });
      expect(phase).toMatchObject({ name: 'closing', outcome: { name: 'putOff', untilMs } });
      expect(phase).not.toHaveProperty('outcome.timeZone');
    }
  });

  it('is not put off before it began', () => {
    expect(new Play().does({ type: 'later', untilMs: START_MS + 1 }).refusal).toBe('NOT_NOW');
  });

  it('ends where it is cancelled while it is being put off', () => {
    const play = Play.waiting()
      .does({ type: 'later', untilMs: START_MS + 3_600_000 })
      .event({ type: 'cancel', actor: 'cli:ana' });
    expect(play.view.cancelling).toBe(true);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'person' });
  });

  it('asks with a fresh key after a session that was begun is ended for an appointment', () => {
    const play = Play.atPassword().does({ type: 'later', untilMs: START_MS + 3_600_000 });
    expect(play.effects).toEqual(['logOut']);
    play.answer('closingAnswered', { kind: 'done' }).does({ type: 'restart' });
    expect(play.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
  });
});
