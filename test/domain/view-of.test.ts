import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../domain/limits.ts';
import { START_MS } from './arbitraries.ts';
import { APP_ONLY, Play, refusedWith, SIGNED_IN, SMS_NEXT } from './play.ts';

const asked = () => new Play().event({ type: 'start' });

describe('what a person sees', () => {
  it('is what each phase is about, and what can be done in it', () => {
    const views = {
      new: new Play(),
      requesting: asked(),
      waitingForCode: Play.waiting(),
      checkingCode: Play.waiting().does({ type: 'enterCode', code: '12345' }),
      signedIn: Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(SIGNED_IN),
      cancelled: asked().sent(refusedWith('FLOOD_WAIT_X', 60)).does({ type: 'cancel' }),
      failed: asked().sent(refusedWith('PHONE_NUMBER_BANNED')),
    };
    expect(
      Object.fromEntries(
        Object.entries(views).map(([phase, { view }]) => [phase, [view.step.kind, view.ended, ...view.actions]]),
      ),
    ).toEqual({
      new: ['requesting', false, 'cancel'],
      requesting: ['requesting', false, 'cancel'],
      waitingForCode: ['enterCode', false, 'resend', 'noCode', 'scan', 'later', 'cancel'],
      checkingCode: ['checkingCode', false, 'cancel'],
      signedIn: ['signedIn', true],
      cancelled: ['cancelled', true],
      failed: ['failed', true],
    });
  });

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
