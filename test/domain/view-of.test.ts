import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../domain/limits.ts';
import { viewOf } from '../../domain/view-of.ts';
import { START_MS } from './arbitraries.ts';
import { APP_ONLY, Play, refusedWith, SIGNED_IN, SMS_NEXT } from './play.ts';

const asked = () => new Play().event({ type: 'start' });

describe('what a person sees', () => {
  it('has the reason of an end', () => {
    const cancelled = asked().sent(refusedWith('FLOOD_WAIT_X', 60)).does({ type: 'cancel' });
    expect(cancelled.view.step).toEqual({ kind: 'cancelled', reason: 'person' });
    const failed = asked().sent(refusedWith('PHONE_NUMBER_BANNED'));
    expect(failed.view.step).toMatchObject({ kind: 'failed', why: { error: { name: 'PHONE_NUMBER_BANNED' } } });
    expect(failed.view.cancelling).toBe(false);
  });

  it('has nothing about a code that is not so: no hold, no problem, no advice', () => {
    const { view } = Play.waiting();
    expect(Object.keys(view.step)).toEqual([
      'kind',
      'delivery',
      'format',
      'sentAtMs',
      'deadlineAtMs',
      'triesLeft',
      'next',
    ]);
    expect(Play.waiting(APP_ONLY).view.step).toMatchObject({ advice: 'isOpenOnDevice' });
  });
});

describe('what may be done about a code', () => {
  const ask = ['noCode', 'scan', 'later', 'cancel'];

  it.each([
    ['that goes out again by itself', () => Play.waiting(), ['resend', ...ask]],
    [
      'that goes out again when it is asked for',
      () => Play.waiting({ ...SMS_NEXT, nextType: 'Call' }),
      ['resend', ...ask],
    ],
    ['that goes no other way', () => Play.waiting(APP_ONLY), ask],
    ['whose resend was lost', () => Play.waiting().wait(61_000).sent({ kind: 'lost' }), ['restart', ...ask]],
  ])('%s', (_what, at, actions) => {
    expect(at().view.actions).toEqual(actions);
  });

  it('is to wait, where a resend is asked for too early, within the time for the code itself', () => {
    for (const sentCode of [SMS_NEXT, { ...SMS_NEXT, nextType: 'Call' } as const]) {
      expect(Play.waiting(sentCode).view.step).toMatchObject({ deadlineAtMs: START_MS + 900_000 });
      const { last } = Play.waiting(sentCode).does({ type: 'resend' });
      expect(last?.refusal).toEqual({ code: 'TOO_EARLY', fromMs: START_MS + 61_000 });
    }
  });
});

describe('what a person is told besides', () => {
  const device = { model: 'Server', systemVersion: '1', appVersion: '2' };
  const putOff = (untilMs: number, more: { timeZone?: string } = {}) =>
    Play.waiting(APP_ONLY)
      .does({ type: 'later', untilMs, ...more })
      .answer('closingAnswered', { kind: 'done' });

  it('is as which device the session is seen, where that is known', () => {
    const checking = () => Play.waiting().does({ type: 'enterCode', code: '12345' });
    const { kind: _, ...signedIn } = SIGNED_IN;
    expect(checking().signedIn(SIGNED_IN).view.step).toStrictEqual({ kind: 'signedIn', ...signedIn });
    expect(checking().signedIn({ ...SIGNED_IN, device }).view.step).toMatchObject({ device });
  });

  it('is the appointment in the time zone that it was named in, and how many sends are left then', () => {
    const dayMs = 86_400_000;
    const untilMs = START_MS + dayMs;
    expect(putOff(untilMs, { timeZone: 'Europe/Berlin' }).view.step).toStrictEqual({
      kind: 'putOff',
      untilMs,
      timeZone: 'Europe/Berlin',
      sendsLeft: 4,
    });
    expect(putOff(untilMs - 1).view.step).toStrictEqual({ kind: 'putOff', untilMs: untilMs - 1, sendsLeft: 3 });
  });

  it('is the path until now, with the ways that codes went', () => {
    expect(Play.waiting().wait(61_000).view.path).toEqual([
      { kind: 'requesting', atMs: START_MS },
      { kind: 'enterCode', atMs: START_MS, way: 'App' },
      { kind: 'resending', atMs: START_MS + 61_000, way: 'App' },
    ]);
    const { path: _, ...parked } = Play.waiting().state;
    expect(viewOf(parked, START_MS)).not.toHaveProperty('path');
  });
});

describe('a code typed for the delivery before the current one', () => {
  const word = { hash: 'hash-2', delivery: { type: 'SmsWord', beginning: 'b' } } as const;
  const resent = () => {
    const play = Play.waiting();
    const { stepId } = play.view;
    return { play: play.wait(61_000).sent(word), stepId };
  };

  it('is read as that delivery wants it', () => {
    const { play, stepId } = resent();
    expect(play.does({ type: 'enterCode', code: '123-45', stepId }).last?.effects).toMatchObject([
      { type: 'signIn', hash: 'hash-2', code: '12345' },
    ]);
  });

  it('is read as the current one wants it where it fits that', () => {
    const { play, stepId } = resent();
    expect(play.does({ type: 'enterCode', code: ' banana', stepId }).last?.effects).toMatchObject([{ code: 'banana' }]);
  });

  it('is refused where it was typed for the current one', () => {
    expect(resent().play.does({ type: 'enterCode', code: '12345' }).refusal).toBeDefined();
  });
});

describe('somebody without a code', () => {
  it.each([
    [undefined, 'not known where the account is open'],
    [true, 'the account is open on a device'],
    [false, 'the account is open nowhere'],
  ])('leaves in the audit where the account is open (%s)', (openOnDevice, detail) => {
    const answer = openOnDevice === undefined ? {} : { openOnDevice };
    const play = Play.waiting().does({ type: 'noCode', ...answer });
    expect(play.last?.audit).toEqual([{ actor: 'cli:ana', act: 'noCode', detail }]);
  });
});

describe('a resend that was planned within the budget', () => {
  it('does not go out when the budget has gone meanwhile, and says when it is free', () => {
    const play = Play.waiting(SMS_NEXT, { limits: { ...DEFAULT_LIMITS, sendsPerDay: 2 } });
    play.state = { ...play.state, sendsAtMs: [START_MS - 1_000, ...play.state.sendsAtMs] };
    expect(play.wait(61_000).effects).toEqual([]);
    const freeAtMs = START_MS - 1_000 + 86_400_000;
    expect(play.view.step).toMatchObject({ next: { kind: 'budgetUsedUp', freeAtMs } });
    expect(play.does({ type: 'resend' }).last?.refusal).toEqual({ code: 'SEND_BUDGET_USED_UP', freeAtMs });
  });

  it('is refused when it is asked for in person', () => {
    const play = Play.waiting(SMS_NEXT, { limits: { ...DEFAULT_LIMITS, sendsPerDay: 2 } });
    play.state = { ...play.state, sendsAtMs: [START_MS - 1_000, ...play.state.sendsAtMs] };
    play.nowMs += 61_000;
    expect(play.does({ type: 'resend' }).refusal).toBe('SEND_BUDGET_USED_UP');
  });
});
