import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { Play, refusedWith } from './play.ts';

function requesting(): Play {
  return new Play().event({ type: 'start' });
}

describe('trouble inside Telegram at auth.sendCode', () => {
  const trouble = { kind: 'refused', error: { name: 'TIMEOUT', raw: 'TIMEOUT', code: 500 } } as const;

  it('counts as a send and is tried again after the wait of a lost one, three times', () => {
    const play = requesting();
    for (const sends of [1, 2, 3]) {
      expect(play.sent(trouble).phase).toMatchObject({ name: 'waitingToSend', untilMs: play.nowMs + 60_000 });
      expect(play.state.sendsAtMs).toHaveLength(sends);
      play.waitForTimer();
    }
    expect(play.sent(trouble).phase).toMatchObject({ name: 'failed', why: { code: 'TOO_MANY_RESTARTS' } });
  });

  it('says at a cancel that a code may be out', () => {
    const play = requesting().does({ type: 'cancel' }).sent(trouble);
    expect(play.phase).toEqual({ name: 'cancelled', reason: 'person', leftOpen: 'code' });
  });

  it('gave the send back in sign-ins that version 0.1 began', () => {
    const play = new Play({ rulesVersion: 1 }).event({ type: 'start' }).sent(trouble);
    expect(play.phase).toMatchObject({ name: 'waitingToSend', untilMs: START_MS + 1_000 });
    expect(play.state.sendsAtMs).toEqual([]);
  });

  it.each([
    [500, undefined, 'waitingToSend'],
    [666, undefined, 'waitingToSend'],
    [420, 30, 'waitingToSend'],
    [420, undefined, 'failed'],
    [406, 30, 'failed'],
  ])('is read from the number of an unknown error: %i', (code, value, phase) => {
    const error = { name: 'SOMETHING_NEW', raw: 'SOMETHING_NEW', code };
    const outcome = { kind: 'refused', error: value === undefined ? error : { ...error, value } } as const;
    expect(requesting().sent(outcome).phase.name).toBe(phase);
    expect(new Play({ rulesVersion: 1 }).event({ type: 'start' }).sent(outcome).phase.name).toBe('failed');
  });
});

describe('waits that Telegram names one after the other', () => {
  it('end in an offer after three, and begin anew when a person asks', () => {
    const play = requesting();
    for (let i = 0; i < 3; i += 1) play.sent(refusedWith('FLOOD_WAIT_X', 5)).waitForTimer();
    expect(play.sent(refusedWith('FLOOD_WAIT_X', 5)).waitForTimer().phase).toMatchObject({
      name: 'restartOffered',
      reason: 'waitOver',
    });
    play.does({ type: 'restart' }).sent(refusedWith('FLOOD_WAIT_X', 5));
    expect(play.waitForTimer().effects).toEqual(['sendCode']);
  });
});

describe('a session that its owner has ended', () => {
  it('keeps in the audit why it was begun although the owner had ended a session', () => {
    const { last } = new Play({ reason: 'The owner asked for it.' }).event({ type: 'start' });
    expect(last?.audit).toEqual([{ actor: 'cli:ana', act: 'start', detail: 'The owner asked for it.' }]);
  });

  it('is not replaced by itself, as version 0.1 did', () => {
    expect(requesting().sent(refusedWith('SESSION_REVOKED')).phase).toMatchObject({
      name: 'failed',
      why: { code: 'OWNER_ENDED_SESSION', error: { raw: 'SESSION_REVOKED' } },
    });
    const old = new Play({ rulesVersion: 1 }).event({ type: 'start' }).sent(refusedWith('SESSION_REVOKED'));
    expect(old.phase).toMatchObject({ name: 'waitingToSend', why: { code: 'TELEGRAM_REFUSED' } });
    expect(old.waitForTimer().last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
  });
});
