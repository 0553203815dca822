import { describe, expect, it } from 'vitest';
import { stepIdOf } from '../../domain/decision.ts';
import { START_MS } from './arbitraries.ts';
import { PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN, SMS, SMS_NEXT } from './play.ts';

const RESENT_MS = START_MS + 61_000;

function resending(): Play {
  return Play.waiting().wait(61_000);
}

describe('the answer to auth.resendCode', () => {
  it('replaces code, way and timers, and gives the person a fresh deadline', () => {
    const play = resending();
    expect(play.view.step).toEqual({ kind: 'resending', delivery: SMS_NEXT.delivery });
    const asked = play.phase.name === 'resending' ? play.phase.askedStep : -1;
    play.sent(SMS);
    expect(play.phase).toEqual({
      name: 'waitingForCode',
      code: {
        sentCode: SMS,
        sentAtMs: RESENT_MS,
        resend: { kind: 'none' },
        wrongCodes: 0,
        previous: { step: asked, delivery: SMS_NEXT.delivery },
      },
      deadlineAtMs: RESENT_MS + 900_000,
    });
  });

  it('may be a session or a question for the password', () => {
    expect(resending().sent(SIGNED_IN).phase.name).toBe('signedIn');
    expect(resending().sent(PASSWORD_NEEDED).phase.name).toBe('waitingForPassword');
  });

  it('leaves the code before it usable when it was lost, and offers a fresh one', () => {
    const play = resending().sent({ kind: 'lost' });
    expect(play.phase).toMatchObject({
      name: 'waitingForCode',
      code: { sentCode: SMS_NEXT, resend: { kind: 'lost' } },
    });
    expect(play.view.actions).toEqual(['restart', 'noCode', 'scan', 'later', 'cancel']);
    expect(play.wait(600_000).effects).toEqual([]);
    expect(play.does({ type: 'resend' }).refusal).toBe('NO_NEXT_WAY');
    expect(play.does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });

  it('is tried with the old hash after it was lost', () => {
    const play = resending().sent({ kind: 'lost' }).does({ type: 'enterCode', code: '12345' });
    expect(play.last?.effects).toEqual([
      { type: 'signIn', effectId: '3-signIn', hash: 'hash-1', code: '12345', probe: false },
    ]);
  });

  it('says when there is no further way after all', () => {
    const play = resending().sent(refusedWith('SEND_CODE_UNAVAILABLE'));
    expect(play.phase).toMatchObject({
      code: { sentCode: SMS_NEXT, resend: { kind: 'none' } },
      advice: 'isOpenOnDevice',
    });
    expect(play.state.sendsAtMs).toEqual([START_MS]);
  });

  it('waits as long as Telegram says, while the code before it stays usable', () => {
    const play = resending().sent(refusedWith('FLOOD_WAIT_X', 30));
    expect(play.view.step).toMatchObject({
      kind: 'enterCode',
      next: { kind: 'automatic', way: 'Sms', atMs: RESENT_MS + 30_000 },
      serverWait: { error: 'FLOOD_WAIT_X', untilMs: RESENT_MS + 30_000 },
    });
    expect(play.wait(30_000).effects).toEqual(['resendCode']);
    expect(play.sent({ kind: 'lost' }).view.step).not.toHaveProperty('serverWait');
  });

  it('keeps a call on request through a wait', () => {
    const play = Play.waiting({ ...SMS_NEXT, nextType: 'Call' });
    play.nowMs = RESENT_MS;
    play.does({ type: 'resend' }).sent(refusedWith('FLOOD_WAIT_X', 30));
    expect(play.phase).toMatchObject({
      code: { resend: { kind: 'onRequest', way: 'Call', fromMs: RESENT_MS + 30_000 } },
    });
  });

  it('goes out again soon when it reached nobody, and gives up after twelve times', () => {
    const play = resending().sent({ kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.phase).toMatchObject({ code: { resend: { kind: 'automatic', atMs: RESENT_MS + 1_000 } } });
    for (let i = 0; i < 11; i += 1) play.waitForTimer().sent({ kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.phase).toMatchObject({ code: { resend: { kind: 'automatic' } } });
    play.waitForTimer().sent({ kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.phase).toMatchObject({ code: { resend: { kind: 'none' } } });
  });

  it('is repeated after an internal error of Telegram', () => {
    expect(resending().sent(refusedWith('RPC_CALL_FAIL')).phase).toMatchObject({
      code: { resend: { atMs: RESENT_MS + 1_000 } },
    });
  });

  it('counts as lost after trouble inside Telegram, which may have sent', () => {
    const trouble = { kind: 'refused', error: { name: 'TIMEOUT', raw: 'TIMEOUT', code: -503 } } as const;
    const play = resending().sent(trouble);
    expect(play.phase).toMatchObject({ name: 'waitingForCode', code: { resend: { kind: 'lost' } } });
    expect(play.state.sendsAtMs).toHaveLength(2);
    expect(resending().does({ type: 'cancel' }).sent(trouble).phase).toMatchObject({ outcome: { leftOpen: 'code' } });
  });

  it('waits for a person after the fourth wait in a row', () => {
    const play = resending();
    for (let i = 0; i < 3; i += 1) play.sent(refusedWith('FLOOD_WAIT_X', 1)).waitForTimer();
    expect(play.sent(refusedWith('FLOOD_WAIT_X', 1)).phase).toMatchObject({
      code: { resend: { kind: 'onRequest', way: 'Sms' } },
    });
  });

  it('begins anew with another key when Telegram has rejected this one', () => {
    expect(resending().sent(refusedWith('AUTH_KEY_UNREGISTERED')).last?.effects).toMatchObject([{ freshKey: true }]);
  });

  it.each(['PHONE_CODE_EXPIRED', 'AUTH_RESTART'])('asks for a fresh code after %s', (name) => {
    const play = resending().sent(refusedWith(name));
    expect(play.effects).toEqual(['sendCode']);
    expect(play.view.codeDied).toEqual({ error: name, typed: false });
    expect(play.sent(SMS).view.codeDied).toEqual({ error: name, typed: false });
  });

  it('says when the budget of the number is used up elsewhere', () => {
    const play = resending().sent({ kind: 'stopped', code: 'SEND_BUDGET_USED_UP', freeInMs: 7_000 });
    expect(play.phase).toMatchObject({
      name: 'waitingForCode',
      code: { resend: { kind: 'budgetUsedUp', freeAtMs: RESENT_MS + 7_000 } },
    });
  });

  it('ends with what else Telegram or the vault says', () => {
    expect(resending().sent(refusedWith('PHONE_NUMBER_BANNED')).effects).toEqual(['cancelCode']);
    const play = resending()
      .sent({ kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' })
      .answer('closingAnswered', { kind: 'done' });
    expect(play.phase).toEqual({ name: 'failed', why: { code: 'AUTH_KEY_UNKNOWN' } });
  });

  it('is cancelled when it has been answered', () => {
    const play = resending().does({ type: 'cancel' });
    expect(play.effects).toEqual([]);
    expect(play.view).toMatchObject({ cancelling: true, actions: [] });
    expect(play.acts).toEqual(['cli:ana cancel']);
    play.sent(SMS);
    expect(play.last?.effects).toEqual([{ type: 'cancelCode', effectId: '3-cancelCode', hash: 'hash-2' }]);
    expect(resending().does({ type: 'cancel' }).sent({ kind: 'lost' }).last?.effects).toMatchObject([
      { hash: 'hash-1' },
    ]);
    expect(resending().does({ type: 'cancel' }).sent(SIGNED_IN).effects).toEqual(['logOut']);
    expect(resending().does({ type: 'cancel' }).sent(PASSWORD_NEEDED).effects).toEqual(['logOut']);
  });

  it('leaves a code for the question before it to be answered', () => {
    const play = Play.waiting();
    const asked = stepIdOf(play.state);
    play.wait(61_000).sent({ kind: 'lost' });
    expect(play.does({ type: 'enterCode', code: '12345', stepId: asked }).effects).toEqual(['signIn']);
  });
});
