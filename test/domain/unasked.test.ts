import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { APP_ONLY, Play, refusedWith, SMS } from './play.ts';

const MINUTE = 60_000;
const requesting = (): Play => new Play().event({ type: 'start' });
const resending = (): Play => Play.waiting().wait(61_000);

describe('a send that nobody asked for', () => {
  it("is made in nobody's name", () => {
    const play = requesting().sent(refusedWith('FLOOD_WAIT_X', 60)).waitForTimer();
    expect([play.effects, play.acts]).toEqual([['sendCode'], []]);
    expect(play.sent(SMS).acts).toEqual(['latchkey sendCode']);
  });

  it('is made after a quarter of an hour, and only offered after more', () => {
    expect(requesting().sent(refusedWith('FLOOD_WAIT_X', 900)).view.step).toMatchObject({ thenSends: true });
    expect(requesting().sent(refusedWith('FLOOD_WAIT_X', 901)).view.step).toMatchObject({ thenSends: false });
  });

  it('is only offered where the code died while nobody was around', () => {
    const play = Play.waiting(APP_ONLY).does({ type: 'enterCode', code: '12345' });
    play.nowMs += 15 * MINUTE + 1;
    expect(play.signedIn(refusedWith('PHONE_CODE_EXPIRED')).view.step).toMatchObject({
      kind: 'restartOffered',
      reason: 'codeExpired',
    });
  });
});

describe('an order of Telegram to begin again', () => {
  const again = { kind: 'refused', error: { name: 'AUTH_RESTART', raw: 'AUTH_RESTART', code: 500 } } as const;

  it('says that nothing was sent, whatever its number', () => {
    expect(requesting().sent(again).state.sendsAtMs).toEqual([]);
    const play = resending().sent(again);
    expect(play.state.sendsAtMs).toEqual([START_MS, START_MS + 61_000]);
    expect(play.effects).toEqual(['sendCode']);
  });

  it('at a resend says nothing about the key', () => {
    expect(resending().sent(again).last?.effects).toMatchObject([{ freshKey: false }]);
  });
});

describe('a resend', () => {
  it('that is refused for what has no place there ends the sign-in', () => {
    expect(resending().sent(refusedWith('SRP_ID_INVALID')).effects).toEqual(['cancelCode']);
  });

  it('is free a day after the oldest of as many sends as a day has', () => {
    const play = Play.waiting();
    const dayMs = 24 * 60 * MINUTE;
    const { sendsPerDay } = play.state.limits;
    const sendsSince = (oldestMs: number) => Array.from({ length: sendsPerDay }, (_, n) => oldestMs + n);
    play.state = { ...play.state, sendsAtMs: [0, ...sendsSince(START_MS + 61_000 - dayMs + 1)] };
    play.nowMs += 61_000;
    expect(play.does({ type: 'resend' }).last?.refusal).toEqual({
      code: 'SEND_BUDGET_USED_UP',
      freeAtMs: START_MS + 61_001,
    });
    play.nowMs += 1;
    expect(play.does({ type: 'resend' }).effects).toEqual(['resendCode']);
  });
});
