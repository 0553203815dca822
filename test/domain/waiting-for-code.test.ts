import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../domain/limits.ts';
import { stepIdOf } from '../../domain/decision.ts';
import { START_MS } from './arbitraries.ts';
import { APP_ONLY, Play, refusedWith, SMS, SMS_NEXT } from './play.ts';

describe('waiting for a code', () => {
  it('resends by itself one second after the timeout', () => {
    const play = Play.waiting();
    expect(play.wait(60_999).effects).toEqual([]);
    play.wait(1);
    expect(play.last?.effects).toEqual([
      { type: 'resendCode', effectId: '2-resendCode', actor: 'latchkey', hash: 'hash-1' },
    ]);
    expect(play.sent(SMS).acts).toEqual(['latchkey resendCode']);
  });

  it('holds the resend back for a minute while somebody types', () => {
    const play = Play.waiting();
    play.nowMs += 60_000;
    const { stepId } = play.view;
    play.does({ type: 'openEntry' });
    expect(play.view.stepId).toBe(stepId);
    expect(play.view.step).toMatchObject({ heldUntilMs: START_MS + 120_000 });
    expect(play.wait(59_999).effects).toEqual([]);
    expect(play.wait(1).effects).toEqual(['resendCode']);
  });

  it('rings no phone by itself, and early by nobody', () => {
    const play = Play.waiting({ ...SMS_NEXT, nextType: 'Call' });
    expect(play.wait(60_999).effects).toEqual([]);
    expect(play.does({ type: 'resend' }).refusal).toBe('TOO_EARLY');
    expect(play.last?.refusal).toMatchObject({ fromMs: START_MS + 61_000 });
    expect(play.wait(1).effects).toEqual([]);
    expect(play.does({ type: 'resend' }).effects).toEqual(['resendCode']);
    expect(play.sent({ kind: 'notSent', code: 'DC_UNREACHABLE' }).acts).toEqual(['cli:ana notSent']);
    expect(play.wait(1_000).does({ type: 'resend' }).sent(SMS).acts).toEqual(['cli:ana resendCode']);
  });

  it('has a resend that opens in 15 minutes or later asked for, and waits for whoever may', () => {
    const late = { ...SMS_NEXT, timeoutSeconds: 15 * 60 - 1 };
    const play = Play.waiting(late);
    const fromMs = START_MS + 15 * 60_000;
    expect(play.view.step).toMatchObject({
      next: { kind: 'onRequest', way: 'Sms', fromMs },
      deadlineAtMs: fromMs + 15 * 60_000,
    });
    expect(play.wait(15 * 60_000).effects).toEqual([]);
    expect(play.does({ type: 'resend' }).effects).toEqual(['resendCode']);
    const soon = Play.waiting({ ...SMS_NEXT, timeoutSeconds: 15 * 60 - 2 });
    expect(soon.wait(15 * 60_000 - 1_000).effects).toEqual(['resendCode']);
    const old = Play.waiting(late, { rulesVersion: 1 });
    expect(old.view.step).toMatchObject({ next: { kind: 'automatic' }, deadlineAtMs: fromMs });
    expect(old.wait(15 * 60_000).effects).toEqual(['cancelCode']);
  });

  it('refuses a resend that Telegram does not offer, or for another question', () => {
    expect(Play.waiting(APP_ONLY).does({ type: 'resend' }).refusal).toBe('NO_NEXT_WAY');
    expect(Play.waiting().does({ type: 'resend', stepId: 'login-1/1' }).refusal).toBe('STALE_STEP');
  });

  it('offers no resend that the budget does not allow', () => {
    const play = Play.waiting(SMS_NEXT, { limits: { ...DEFAULT_LIMITS, sendsPerDay: 1 } });
    expect(play.phase).toMatchObject({ code: { resend: { kind: 'budgetUsedUp', freeAtMs: START_MS + 86_400_000 } } });
    expect(play.does({ type: 'resend' }).last?.refusal).toEqual({
      code: 'SEND_BUDGET_USED_UP',
      freeAtMs: START_MS + 86_400_000,
    });
    expect(play.view.actions).toEqual(['noCode', 'scan', 'later', 'cancel']);
  });

  it('ends after 15 minutes without a person, and cancels the code', () => {
    const play = Play.waiting(APP_ONLY);
    expect(play.wait(15 * 60_000 - 1).phase.name).toBe('waitingForCode');
    play.wait(1);
    expect(play.last?.effects).toEqual([{ type: 'cancelCode', effectId: '2-cancelCode', hash: 'hash-1' }]);
    expect(play.view.step).toEqual({ kind: 'closing' });
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'deadline' });
    expect(play.acts).toEqual(['latchkey cancelled']);
  });

  it('gives advice on where the code is', () => {
    const play = Play.waiting();
    expect(play.does({ type: 'noCode' }).phase).toMatchObject({ advice: 'isOpenOnDevice' });
    expect(play.does({ type: 'noCode', openOnDevice: true }).phase).toMatchObject({ advice: 'lookInTelegramChat' });
    expect(play.does({ type: 'noCode', openOnDevice: false }).phase).toMatchObject({ advice: 'signInOnPhoneFirst' });
    expect(play.acts).toEqual(['cli:ana noCode']);
    expect(play.phase).toMatchObject({ code: { sentCode: SMS_NEXT } });
  });

  it('is put off: ends, and cancels the code', () => {
    const play = Play.waiting().does({ type: 'later' });
    expect(play.effects).toEqual(['cancelCode']);
    expect(play.acts).toEqual(['cli:ana later']);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'postponed' });
  });

  it('has no fresh code to offer while one is out', () => {
    expect(Play.waiting().does({ type: 'restart' }).refusal).toBe('NOT_NOW');
    expect(Play.waiting().does({ type: 'restart', stepId: 'login-1/0' }).refusal).toBe('STALE_STEP');
  });

  it('takes no password', () => {
    const proof = { srpId: '1', a: '', m1: '' };
    expect(Play.waiting().does({ type: 'enterPassword', proof }).refusal).toBe('NOT_NOW');
    expect(Play.waiting().does({ type: 'requestChallenge', stepId: 'login-1/0' }).refusal).toBe('STALE_STEP');
  });
});

describe('entering a code', () => {
  it('signs in with the current hash and the code in plain digits', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12 345' });
    expect(play.last?.effects).toEqual([
      { type: 'signIn', effectId: '2-signIn', hash: 'hash-1', code: '12345', probe: false },
    ]);
    expect(play.acts).toEqual(['cli:ana enterCode']);
    expect(JSON.stringify(play.state)).not.toContain('12345');
  });

  it('refuses what cannot be the code, and keeps the question', () => {
    const play = Play.waiting();
    const before = play.state;
    expect(play.does({ type: 'enterCode', code: '123' }).refusal).toBe('CODE_WRONG_LENGTH');
    expect(play.state).toBe(before);
  });

  it('tries a code typed for the delivery before with the current hash', () => {
    const play = Play.waiting();
    const asked = stepIdOf(play.state);
    play.wait(61_000).sent({ ...SMS, delivery: { type: 'Sms', length: 6 } });
    play.does({ type: 'enterCode', code: '12345', stepId: asked });
    expect(play.last?.effects).toEqual([
      { type: 'signIn', effectId: '3-signIn', hash: 'hash-2', code: '12345', probe: false },
    ]);
  });

  it('refuses an empty code even for the delivery before', () => {
    const play = Play.waiting();
    const asked = stepIdOf(play.state);
    play.wait(61_000).sent(SMS);
    expect(play.does({ type: 'enterCode', code: ' ', stepId: asked }).refusal).toBe('CODE_EMPTY');
    expect(play.does({ type: 'enterCode', code: '12345', stepId: 'login-1/1' }).refusal).toBe('STALE_STEP');
  });

  it('tells the tries that are left, then offers a fresh code', () => {
    const play = Play.waiting();
    for (const triesLeft of [2, 1]) {
      const asked = stepIdOf(play.state);
      play.does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_INVALID'));
      expect(play.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'wrongCode' }, triesLeft });
      expect(play.does({ type: 'enterCode', code: '12345', stepId: asked }).refusal).toBe('STALE_STEP');
    }
    play.does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_INVALID'));
    expect(play.phase).toMatchObject({
      name: 'restartOffered',
      reason: 'tooManyWrongCodes',
      hash: 'hash-1',
      deadlineAtMs: START_MS + 900_000,
    });
    expect(play.does({ type: 'cancel' }).effects).toEqual(['cancelCode']);
  });

  it('holds the resend back for whoever has just typed a wrong code', () => {
    const play = Play.waiting();
    play.nowMs += 60_000;
    play.does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_INVALID'));
    expect(play.wait(59_999).effects).toEqual([]);
    expect(play.wait(1).effects).toEqual(['resendCode']);
  });

  it('keeps the resend running beside a wrong code', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_EMPTY'));
    expect(play.wait(61_000).effects).toEqual(['resendCode']);
  });

  it('asks for a fresh code once by itself when the code has expired, then asks the person', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_EXPIRED'));
    expect(play.effects).toEqual(['sendCode']);
    play.sent(SMS).does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_EXPIRED'));
    expect(play.phase).toMatchObject({ name: 'restartOffered', reason: 'codeExpired' });
    expect(play.view.step).toMatchObject({ kind: 'restartOffered', sendsLeft: 2 });
    expect(play.wait(15 * 60_000).phase).toEqual({ name: 'cancelled', reason: 'deadline' });
  });

  it('says what became of the code until a person answers the fresh one', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_EXPIRED'));
    const codeDied = { error: 'PHONE_CODE_EXPIRED', typed: true };
    expect(play.view).toMatchObject({ step: { kind: 'requesting' }, codeDied });
    expect(play.sent(SMS).view).toMatchObject({ step: { kind: 'enterCode' }, codeDied });
    play.does({ type: 'enterCode', code: '12345' });
    expect(play.view).not.toHaveProperty('codeDied');
    expect(play.signedIn(refusedWith('PHONE_CODE_INVALID')).view).not.toHaveProperty('codeDied');
  });

  it('says what became of the code where no fresh one can be had', () => {
    const play = Play.waiting(APP_ONLY, { limits: { ...DEFAULT_LIMITS, sendsPerDay: 1 } });
    play.does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_EXPIRED'));
    expect(play.view).toMatchObject({
      step: { kind: 'failed', why: { code: 'SEND_BUDGET_USED_UP' } },
      codeDied: { error: 'PHONE_CODE_EXPIRED', typed: true },
    });
  });

  it('waits as long as Telegram says before it takes another code', () => {
    const play = Play.waiting(APP_ONLY)
      .does({ type: 'enterCode', code: '12345' })
      .signedIn(refusedWith('FLOOD_WAIT_X', 100));
    expect(play.view.step).toMatchObject({
      problem: { kind: 'serverWait', untilMs: START_MS + 100_000 },
      deadlineAtMs: START_MS + 1_000_000,
    });
    play.nowMs += 99_999;
    expect(play.does({ type: 'enterCode', code: '12345' }).refusal).toBe('TOO_EARLY');
    play.nowMs += 1;
    expect(play.does({ type: 'enterCode', code: '12345' }).effects).toEqual(['signIn']);
  });

  it.each([
    [{ kind: 'lost' } as const, 'OUTCOME_UNKNOWN'],
    [{ kind: 'notSent', code: 'DC_UNREACHABLE' } as const, 'DC_UNREACHABLE'],
    [refusedWith('SIGN_IN_FAILED'), 'TELEGRAM_REFUSED'],
  ])('asks again when the code was not checked: %j', (outcome, code) => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(outcome);
    expect(play.phase).toMatchObject({ name: 'waitingForCode', problem: { kind: 'notChecked', why: { code } } });
    expect(play.phase).toMatchObject({ code: { wrongCodes: 0 } });
  });

  it('asks who the key is before the next code is checked, when an answer was lost', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn({ kind: 'lost' });
    expect(play.does({ type: 'enterCode', code: '12345' }).last?.effects).toMatchObject([
      { type: 'signIn', probe: true },
    ]);
    play.signedIn(refusedWith('PHONE_CODE_INVALID')).does({ type: 'enterCode', code: '12345' });
    expect(play.last?.effects).toMatchObject([{ probe: false }]);
  });

  it('signs out when it ends after such an answer, for the session may be signed in', () => {
    const lost = () => Play.waiting(APP_ONLY).does({ type: 'enterCode', code: '12345' });
    expect(lost().signedIn({ kind: 'lost' }).does({ type: 'cancel' }).effects).toEqual(['logOut']);
    expect(lost().does({ type: 'cancel' }).signedIn({ kind: 'lost' }).effects).toEqual(['logOut']);
    expect(lost().signedIn({ kind: 'lost' }).wait(900_000).effects).toEqual(['logOut']);
  });

  it('takes for the delivery before only what could be its code', () => {
    const play = Play.waiting();
    const asked = stepIdOf(play.state);
    play.wait(61_000).sent(SMS);
    expect(play.does({ type: 'enterCode', code: 'hello there', stepId: asked }).refusal).toBe('CODE_NOT_DIGITS');
  });

  it('keeps its code when a fresh one is asked for without budget', () => {
    const play = Play.waiting(SMS_NEXT, { limits: { ...DEFAULT_LIMITS, sendsPerDay: 2 } });
    play.wait(61_000).sent({ kind: 'lost' });
    expect(play.does({ type: 'restart' }).refusal).toBe('SEND_BUDGET_USED_UP');
    expect(play.does({ type: 'enterCode', code: '12345' }).effects).toEqual(['signIn']);
  });

  it('is not held back by whoever looks at another question', () => {
    expect(Play.waiting().does({ type: 'openEntry', stepId: 'login-1/0' }).refusal).toBe('STALE_STEP');
  });

  it('ends where there is no account', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' });
    play.signedIn(refusedWith('PHONE_NUMBER_UNOCCUPIED'));
    expect(play.effects).toEqual(['cancelCode']);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toMatchObject({
      name: 'failed',
      why: { code: 'NO_ACCOUNT' },
    });
    const other = Play.waiting()
      .does({ type: 'enterCode', code: '12345' })
      .signedIn({ kind: 'stopped', code: 'NO_ACCOUNT' });
    expect(other.effects).toEqual(['cancelCode']);
  });

  it('offers a fresh start when Telegram forgot the key', () => {
    const play = Play.waiting()
      .does({ type: 'enterCode', code: '12345' })
      .signedIn(refusedWith('AUTH_KEY_UNREGISTERED'));
    expect(play.phase).toMatchObject({ name: 'restartOffered', reason: 'loginDied' });
  });

  it('ends with what Telegram says otherwise', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_NUMBER_BANNED'));
    expect(play.effects).toEqual(['cancelCode']);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toMatchObject({
      name: 'failed',
      why: { error: { raw: 'PHONE_NUMBER_BANNED' } },
    });
  });
});
