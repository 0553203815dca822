import { describe, expect, it } from 'vitest';
import { newLogin } from '../../domain/decide.ts';
import { DEFAULT_LIMITS, RULES_VERSION } from '../../domain/limits.ts';
import { start, START_MS } from './arbitraries.ts';
import { APP_ONLY, PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN, SMS_NEXT } from './play.ts';

const HOUR = 3_600_000;

function requesting(): Play {
  return new Play().event({ type: 'start' });
}

describe('a start', () => {
  it('asks for a code, in the name of whoever started it', () => {
    const play = requesting();
    expect(play.phase).toEqual({ name: 'requesting', effectId: '1-sendCode', actor: 'cli:ana' });
    expect(play.last?.effects).toEqual([
      { type: 'sendCode', effectId: '1-sendCode', actor: 'cli:ana', freshKey: false },
    ]);
    expect(play.acts).toEqual(['cli:ana start']);
    expect(play.state.sendsAtMs).toEqual([START_MS]);
  });

  it('keeps to the rules that its starter knew, the first where it named none', () => {
    expect(requesting().state.rulesVersion).toBe(RULES_VERSION);
    const { rulesVersion: _, ...old } = start;
    expect(newLogin(old, START_MS).rulesVersion).toBe(1);
  });

  it('sends until the last moment that somebody waits, and nothing after it', () => {
    const play = new Play();
    play.nowMs += 120_000;
    expect(play.event({ type: 'start' }).phase.name).toBe('requesting');
    const late = new Play();
    late.nowMs += 120_001;
    expect(late.event({ type: 'start' }).phase).toEqual({ name: 'failed', why: { code: 'NOBODY_WAITING' } });
    expect(late.effects).toEqual([]);
    expect(late.acts).toEqual(['cli:ana start', 'latchkey failed']);
  });

  it('counts once', () => {
    const play = requesting();
    const before = play.state;
    expect(play.event({ type: 'start' }).state).toBe(before);
  });
});

describe('the answer to auth.sendCode', () => {
  it('asks the person for the code, with timer and deadline counted from when it was sent', () => {
    const play = requesting().answer('sendCodeAnswered', { kind: 'sentCode', sentCode: SMS_NEXT, ageMs: 2_000 });
    expect(play.phase).toEqual({
      name: 'waitingForCode',
      code: {
        sentCode: SMS_NEXT,
        sentAtMs: START_MS - 2_000,
        resend: { kind: 'automatic', way: 'Sms', atMs: START_MS - 2_000 + 61_000 },
        wrongCodes: 0,
      },
      deadlineAtMs: START_MS + DEFAULT_LIMITS.personDeadlineMs,
    });
  });

  it('waits 60 s where Telegram names no timeout', () => {
    const { timeoutSeconds: _, ...sentCode } = SMS_NEXT;
    expect(Play.waiting(sentCode).phase).toMatchObject({ code: { resend: { atMs: START_MS + 61_000 } } });
  });

  it.each(['Call', 'FlashCall', 'MissedCall'] as const)('leaves %s to the person', (nextType) => {
    const resend = { kind: 'onRequest', way: nextType, fromMs: START_MS + 61_000 };
    expect(Play.waiting({ ...SMS_NEXT, nextType }).phase).toMatchObject({ code: { resend } });
  });

  it('asks where the account is open when the app is the only way', () => {
    expect(Play.waiting(APP_ONLY).phase).toMatchObject({
      code: { resend: { kind: 'none' } },
      advice: 'isOpenOnDevice',
    });
    expect(Play.waiting({ hash: 'h', delivery: { type: 'Sms', length: 5 } }).phase).not.toHaveProperty('advice');
  });

  it.each([{ type: 'EmailCode', emailPattern: 'a*@b.c', length: 6 }, { type: 'SetUpEmailRequired' }] as const)(
    'ends what the first rules did not know, and cancels the code: $type',
    (delivery) => {
      const play = Play.waiting({ hash: 'h', delivery }, { rulesVersion: 1 });
      expect(play.last?.effects).toEqual([{ type: 'cancelCode', effectId: '2-cancelCode', hash: 'h' }]);
      play.answer('closingAnswered', { kind: 'done' });
      expect(play.phase).toEqual({ name: 'failed', why: { code: 'LOGIN_EMAIL_NOT_SUPPORTED' } });
    },
  );

  it('signs in without a code when Telegram remembers the account', () => {
    const play = requesting().sent(SIGNED_IN);
    expect(play.phase).toEqual({ name: 'signedIn', account: SIGNED_IN.account, dcId: 2 });
    expect(play.acts).toEqual(['cli:ana sendCode', 'latchkey signedIn']);
  });

  it('asks for the password when that is all Telegram wants', () => {
    expect(requesting().sent(PASSWORD_NEEDED).phase).toMatchObject({
      name: 'waitingForPassword',
      password: { hint: 'dog' },
    });
  });

  it('sends once more, later, when the hash is empty, then gives up', () => {
    const play = requesting().sent({ ...APP_ONLY, hash: '' });
    expect(play.phase).toMatchObject({
      name: 'waitingToSend',
      why: { code: 'EMPTY_CODE_HASH' },
      untilMs: START_MS + 60_000,
    });
    expect(play.waitForTimer().effects).toEqual(['sendCode']);
    expect(play.sent({ ...APP_ONLY, hash: '' }).phase).toMatchObject({
      name: 'failed',
      why: { code: 'EMPTY_CODE_HASH' },
    });
  });
});

describe('a refused auth.sendCode', () => {
  it('waits as long as Telegram says, then sends', () => {
    const play = requesting().sent(refusedWith('FLOOD_WAIT_X', 33));
    expect(play.phase).toMatchObject({ name: 'waitingToSend', untilMs: START_MS + 33_000, attended: true });
    expect(play.view.step).toMatchObject({ kind: 'serverWait', thenSends: true });
    expect(play.state.sendsAtMs).toEqual([]);
    expect(play.wait(32_999).effects).toEqual([]);
    expect(play.wait(1).effects).toEqual(['sendCode']);
  });

  it('offers to send after a wait so long that nobody may be around', () => {
    const play = requesting().sent(refusedWith('FLOOD_WAIT_X', 901));
    expect(play.view.step).toMatchObject({ kind: 'serverWait', thenSends: false });
    expect(play.waitForTimer().phase).toMatchObject({
      name: 'restartOffered',
      reason: 'waitOver',
      deadlineAtMs: play.nowMs + 24 * HOUR,
    });
    expect(play.does({ type: 'restart' }).effects).toEqual(['sendCode']);
    expect(play.acts).toEqual(['cli:ana restart']);
    expect(play.sent(SMS_NEXT).acts).toEqual(['cli:ana sendCode']);
  });

  it('waits a day for a flood without a number', () => {
    expect(requesting().sent(refusedWith('PHONE_NUMBER_FLOOD')).phase).toMatchObject({ untilMs: START_MS + 24 * HOUR });
  });

  it('begins again three times at most when Telegram says so', () => {
    const play = requesting();
    for (const seconds of [1, 2, 4]) {
      play.sent(refusedWith('AUTH_RESTART'));
      expect(play.phase).toMatchObject({ name: 'waitingToSend', untilMs: play.nowMs + seconds * 1_000 });
      play.waitForTimer();
    }
    expect(play.sent(refusedWith('AUTH_RESTART')).phase).toMatchObject({
      name: 'failed',
      why: { code: 'TOO_MANY_RESTARTS' },
    });
  });

  it('counts waits of a moment as restarts, and waits at least that long', () => {
    const play = requesting().sent(refusedWith('FLOOD_WAIT_X', 0));
    expect(play.phase).toMatchObject({ name: 'waitingToSend', untilMs: START_MS + 1_000 });
    play.waitForTimer().sent(refusedWith('FLOOD_WAIT_X', 4));
    expect(play.phase).toMatchObject({ untilMs: play.nowMs + 4_000 });
    play.waitForTimer().sent(refusedWith('FLOOD_WAIT_X', 0)).waitForTimer().sent(refusedWith('FLOOD_WAIT_X', 0));
    expect(play.phase).toMatchObject({ name: 'failed', why: { code: 'TOO_MANY_RESTARTS' } });
  });

  it('waits thirty days at most, whatever number comes', () => {
    expect(requesting().sent(refusedWith('FLOOD_WAIT_X', 1e300)).phase).toMatchObject({
      untilMs: START_MS + 30 * 24 * HOUR,
    });
  });

  it('asks for another key when Telegram has rejected this one', () => {
    const play = requesting().sent(refusedWith('AUTH_KEY_UNREGISTERED')).waitForTimer();
    expect(play.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
    expect(play.sent(refusedWith('AUTH_RESTART')).waitForTimer().last?.effects).toMatchObject([{ freshKey: false }]);
  });

  it('counts restarts anew after a proper answer', () => {
    const play = requesting().sent(refusedWith('AUTH_RESTART')).waitForTimer().sent(SMS_NEXT);
    expect(play.state).toMatchObject({ serverRestarts: 0, unsent: 0 });
  });

  it.each(['PHONE_NUMBER_BANNED', 'API_ID_INVALID', 'SOMETHING_NEW', 'PHONE_NUMBER_INVALID'])(
    'ends with %s',
    (name) => {
      const play = requesting().sent(refusedWith(name));
      expect(play.phase).toMatchObject({ name: 'failed', why: { error: { raw: name } } });
      expect(play.last?.audit).toEqual([
        { actor: 'cli:ana', act: 'sendCode' },
        { actor: 'latchkey', act: 'failed', detail: name },
      ]);
      expect(play.phase).toMatchObject({
        why: { code: name === 'API_ID_INVALID' ? 'API_ID_INVALID' : 'TELEGRAM_REFUSED' },
      });
    },
  );
});

describe('an auth.sendCode that reached nobody', () => {
  it('goes out again after 1, 2, 4 … 60 s, twelve times', () => {
    const play = new Play({ notAfterMs: START_MS + HOUR }).event({ type: 'start' });
    const waits: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      play.sent({ kind: 'notSent', code: 'DC_UNREACHABLE', detail: 'host:port' });
      const { phase } = play;
      if (phase.name === 'waitingToSend') waits.push((phase.untilMs - play.nowMs) / 1_000);
      expect(play.state.sendsAtMs).toEqual([]);
      play.waitForTimer();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);
    play.sent({ kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.phase).toEqual({ name: 'failed', why: { code: 'DC_UNREACHABLE' } });
  });

  it('ends at once when only somebody else can help', () => {
    const play = requesting().sent({ kind: 'stopped', code: 'SEND_BUDGET_USED_UP', freeInMs: 5_000 });
    expect(play.phase).toEqual({ name: 'failed', why: { code: 'SEND_BUDGET_USED_UP', freeAtMs: START_MS + 5_000 } });
    expect(requesting().sent({ kind: 'stopped', code: 'ALREADY_SIGNED_IN', detail: 'Ana' }).phase).toEqual({
      name: 'failed',
      why: { code: 'ALREADY_SIGNED_IN', detail: 'Ana' },
    });
  });
});

describe('the audit of a send', () => {
  it.each([
    { kind: 'notSent', code: 'DC_UNREACHABLE' },
    { kind: 'stopped', code: 'ALREADY_SIGNED_IN' },
    { kind: 'stopped', code: 'SEND_BUDGET_USED_UP', freeInMs: 1 },
    { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' },
  ] as const)('claims none where Telegram was not asked: $code', (outcome) => {
    const { acts, last } = requesting().sent(outcome);
    expect(last?.audit[0]).toEqual({ actor: 'cli:ana', act: 'notSent', detail: outcome.code });
    expect(acts).not.toContain('cli:ana sendCode');
  });

  it.each([
    { kind: 'lost' },
    { kind: 'stopped', code: 'NO_ACCOUNT' },
    { kind: 'stopped', code: 'LIBRARY_TOO_OLD' },
  ] as const)('names it where Telegram was asked, or may have been: $kind $code', (outcome) => {
    expect(requesting().sent(outcome).acts[0]).toBe('cli:ana sendCode');
  });
});

describe('a lost auth.sendCode', () => {
  it('says so, and sends by itself a minute later while somebody is around', () => {
    const play = requesting().sent({ kind: 'lost' });
    expect(play.phase).toEqual({ name: 'outcomeUnknown', nextSendAtMs: START_MS + 60_000 });
    expect(play.view).toMatchObject({
      step: { kind: 'outcomeUnknown', sendsLeft: 3 },
      actions: ['restart', 'scan', 'later', 'cancel'],
    });
    expect(play.wait(59_999).effects).toEqual([]);
    expect(play.wait(1).effects).toEqual(['sendCode']);
    expect(play.sent({ kind: 'lost' }).acts).toEqual(['latchkey sendCode']);
  });

  it('sends at once when a person says so', () => {
    expect(requesting().sent({ kind: 'lost' }).does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });

  it('only offers it when nobody has been seen for a quarter of an hour', () => {
    const lost = () => new Play({ notAfterMs: START_MS + HOUR }).event({ type: 'start' }).sent({ kind: 'lost' });
    expect(lost().wait(15 * 60_000).effects).toEqual(['sendCode']);
    expect(lost().wait(15 * 60_000 + 1).phase).toMatchObject({ name: 'restartOffered', reason: 'nobodyAround' });
  });

  it('only offers it when the starter does not wait any more and Telegram never answered', () => {
    expect(requesting().sent({ kind: 'lost' }).wait(120_000).effects).toEqual(['sendCode']);
    const late = requesting().sent({ kind: 'notSent', code: 'WORKER_LOST' }).wait(120_001);
    expect(late.phase).toMatchObject({ name: 'restartOffered', reason: 'nobodyAround' });
    const answered = requesting().sent(refusedWith('FLOOD_WAIT_X', 600)).wait(600_000);
    expect(answered.effects).toEqual(['sendCode']);
  });

  it('stops at the budget and says when the next send is free', () => {
    const play = requesting();
    for (let i = 0; i < 3; i += 1) play.sent({ kind: 'lost' }).does({ type: 'restart' });
    expect(play.sent({ kind: 'lost' }).view.step).toMatchObject({ sendsLeft: 0 });
    const before = play.state;
    play.does({ type: 'restart' });
    expect(play.last?.refusal).toEqual({ code: 'SEND_BUDGET_USED_UP', freeAtMs: START_MS + 24 * HOUR });
    expect(play.state).toBe(before);
    expect(play.waitForTimer().phase).toEqual({
      name: 'failed',
      why: { code: 'SEND_BUDGET_USED_UP', freeAtMs: START_MS + 24 * HOUR },
    });
  });

  it('may send again when the oldest send is a day old', () => {
    const play = requesting();
    for (let i = 0; i < 3; i += 1) play.sent({ kind: 'lost' }).does({ type: 'restart' });
    play.sent({ kind: 'lost' });
    play.nowMs += 24 * HOUR;
    expect(play.does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });
});
