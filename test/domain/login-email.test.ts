import { describe, expect, it } from 'vitest';
import type { SentCode } from '../../domain/sent-code.ts';
import { START_MS } from './arbitraries.ts';
import { address, EMAIL, emailCode, proving, reset, SET_UP, verifying } from './email-play.ts';
import { PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN, SMS } from './play.ts';

const HOUR = 3_600_000;

describe('an account that needs a login e-mail address', () => {
  it('asks for it, hands it in once, and keeps nothing of it', () => {
    const play = Play.waiting(SET_UP);
    expect(play.view).toMatchObject({ step: { kind: 'enterEmail' }, actions: ['later', 'cancel'] });
    play.does(address);
    expect(play.last?.effects).toEqual([
      { type: 'sendEmailCode', effectId: '2-sendEmailCode', hash: 'h', email: 'ana@example.org' },
    ]);
    expect(play.acts).toEqual(['cli:ana enterEmail']);
    expect(JSON.stringify(play.state)).not.toContain('ana@');
  });

  it.each([
    [{ email: 'no address' }, 'EMAIL_MALFORMED'],
    [{ email: `${'a'.repeat(250)}@b.org` }, 'EMAIL_MALFORMED'],
    [{ confirmation: '4608' }, 'CONFIRMATION_WRONG'],
    [{ confirmation: '' }, 'CONFIRMATION_MISSING'],
    [{ stepId: 'login-1/0' }, 'STALE_STEP'],
  ])('hands nothing in for a slip: %o', (slip, refusal) => {
    expect(Play.waiting(SET_UP).does({ ...address, ...slip }).refusal).toBe(refusal);
  });

  it.each(['EMAIL_INVALID', 'EMAIL_NOT_ALLOWED', 'EMAIL_ADDRESS_INVALID'])('is asked again after %s', (name) => {
    const play = Play.waiting(SET_UP).does(address).answer('emailCodeAnswered', refusedWith(name));
    expect(play.view.step).toMatchObject({ kind: 'enterEmail', problem: { kind: 'refused', error: { name } } });
  });

  it('is asked again where the answer was lost or nothing was sent, and after a wait', () => {
    const answered = (outcome: Parameters<Play['answer']>[1]) =>
      Play.waiting(SET_UP)
        .does(address)
        .answer('emailCodeAnswered', outcome as never);
    expect(answered({ kind: 'lost' }).phase).toMatchObject({
      problem: { kind: 'notSent', why: { code: 'OUTCOME_UNKNOWN' } },
    });
    expect(answered({ kind: 'notSent', code: 'DC_UNREACHABLE' }).phase).toMatchObject({ problem: { kind: 'notSent' } });
    const waits = answered(refusedWith('FLOOD_WAIT_X', 60));
    expect(waits.does(address).refusal).toBe('TOO_EARLY');
    expect(waits.wait(60_000).does(address).effects).toEqual(['sendEmailCode']);
  });

  it('goes on to the password where Telegram says so, begins anew where the hash is dead, and ends with its deadline', () => {
    const sent = (): Play => Play.waiting(SET_UP).does(address);
    expect(sent().answer('emailCodeAnswered', PASSWORD_NEEDED).phase.name).toBe('waitingForPassword');
    expect(sent().answer('emailCodeAnswered', refusedWith('PHONE_HASH_EXPIRED')).effects).toEqual(['sendCode']);
    expect(sent().answer('emailCodeAnswered', refusedWith('AUTH_KEY_UNREGISTERED')).phase).toMatchObject({
      reason: 'loginDied',
    });
    expect(sent().answer('emailCodeAnswered', refusedWith('PHONE_NUMBER_BANNED')).effects).toEqual(['cancelCode']);
    expect(Play.waiting(SET_UP).waitForTimer().phase).toMatchObject({
      name: 'closing',
      outcome: { reason: 'deadline' },
    });
  });

  it('proves it with the code from the e-mail, and takes whatever code comes then', () => {
    const play = proving();
    expect(play.view.step).toMatchObject({ kind: 'enterCode', verifies: true, format: { kind: 'digits', length: 6 } });
    play.does({ type: 'enterCode', code: '123 456' });
    expect(play.last?.effects).toEqual([
      { type: 'verifyEmail', effectId: '3-verifyEmail', actor: 'cli:ana', hash: 'h', code: '123456' },
    ]);
    expect(play.state.sendsAtMs).toHaveLength(2);
    play.answer('verifyEmailAnswered', { kind: 'sentCode', sentCode: SMS });
    expect(play.acts).toEqual(['cli:ana verifyEmail']);
    expect(play.view.step).toMatchObject({ kind: 'enterCode', delivery: SMS.delivery });
    expect(play.view.step).not.toHaveProperty('verifies');
    expect(play.does({ type: 'enterCode', code: '12345' }).effects).toEqual(['signIn']);
  });

  it('may be in, need its password, or get another code by e-mail then', () => {
    const answered = (outcome: Parameters<Play['sent']>[0]) =>
      verifying().answer('verifyEmailAnswered', 'kind' in outcome ? outcome : { kind: 'sentCode', sentCode: outcome });
    expect(answered(SIGNED_IN).phase.name).toBe('signedIn');
    expect(answered(PASSWORD_NEEDED).phase.name).toBe('waitingForPassword');
    expect(answered(EMAIL).does({ type: 'enterCode', code: '123456' }).last?.effects).toMatchObject([
      { type: 'signIn', byEmail: true },
    ]);
  });

  it.each(['CODE_INVALID', 'EMAIL_CODE_INVALID', 'CODE_EMPTY'])(
    'may be corrected after %s, as often as a code',
    (name) => {
      let play = proving();
      for (const triesLeft of [2, 1]) {
        play = play.does({ type: 'enterCode', code: '000000' }).answer('verifyEmailAnswered', refusedWith(name));
        expect(play.view.step).toMatchObject({ kind: 'enterCode', triesLeft, verifies: true });
      }
      play.does({ type: 'enterCode', code: '000000' }).answer('verifyEmailAnswered', refusedWith(name));
      expect(play.phase).toMatchObject({ name: 'restartOffered', reason: 'tooManyWrongCodes' });
      expect(play.state.sendsAtMs).toHaveLength(1);
    },
  );

  it('ends after five mails, whatever Telegram says of them', () => {
    const play = Play.waiting(SET_UP);
    for (let mails = 0; mails < 5; mails += 1) {
      play.does(address).answer('emailCodeAnswered', emailCode).does({ type: 'enterCode', code: '123456' });
      play.answer('verifyEmailAnswered', refusedWith('EMAIL_VERIFY_EXPIRED'));
    }
    play.does(address);
    expect(play.phase).toMatchObject({ name: 'closing', outcome: { why: { code: 'TOO_MANY_RESTARTS' } } });
  });

  it('waits for a send to be free, for another code may come of it', () => {
    const limits = { ...Play.waiting().state.limits, sendsPerDay: 1 };
    const play = Play.waiting(SET_UP, { limits }).does(address).answer('emailCodeAnswered', emailCode);
    expect(play.does({ type: 'enterCode', code: '123456' }).refusal).toBe('SEND_BUDGET_USED_UP');
  });

  it('names the address once more where its code is too old', () => {
    const play = verifying().answer('verifyEmailAnswered', refusedWith('EMAIL_VERIFY_EXPIRED'));
    expect(play.view.step).toMatchObject({ kind: 'enterEmail', problem: { kind: 'expired' } });
  });

  it('is told that a code may come which cannot be used, where the answer was lost', () => {
    expect(verifying().answer('verifyEmailAnswered', { kind: 'lost' }).phase.name).toBe('outcomeUnknown');
  });

  it('ends as under the first rules where it began under them', () => {
    const old = Play.waiting(SET_UP, { rulesVersion: 1 });
    expect(old.phase).toMatchObject({ name: 'closing', outcome: { why: { code: 'LOGIN_EMAIL_NOT_SUPPORTED' } } });
  });
});

describe('a code by e-mail', () => {
  it('signs in as such, may be corrected, and restarts once it is too old', () => {
    const play = Play.waiting(EMAIL).does({ type: 'enterCode', code: '123456' });
    expect(play.last?.effects).toMatchObject([{ type: 'signIn', code: '123456', byEmail: true }]);
    play.signedIn(refusedWith('CODE_INVALID'));
    expect(play.phase).toMatchObject({ problem: { kind: 'wrongCode' } });
    play.does({ type: 'enterCode', code: '123456' }).signedIn(refusedWith('EMAIL_VERIFY_EXPIRED'));
    expect(play.effects).toEqual(['sendCode']);
  });

  it('says nothing of e-mail where the code went another way', () => {
    const [effect] = Play.waiting(SMS).does({ type: 'enterCode', code: '12345' }).last?.effects ?? [];
    expect(effect).not.toHaveProperty('byEmail');
  });
});

describe('a reset of the login e-mail address', () => {
  it('is offered where Telegram offers it, and asked for by somebody who types which number they mean', () => {
    const play = Play.waiting(EMAIL);
    expect(play.view.actions).toContain('resetEmail');
    expect(play.does({ ...reset, confirmation: '0000' }).refusal).toBe('CONFIRMATION_WRONG');
    play.does(reset);
    expect(play.last?.effects).toEqual([{ type: 'resetEmail', effectId: '2-resetEmail', actor: 'cli:ana', hash: 'h' }]);
    for (const other of [SMS, { ...EMAIL, delivery: { type: 'EmailCode', emailPattern: 'a', length: 6 } } as const]) {
      const without = Play.waiting(other);
      expect(without.view.actions).not.toContain('resetEmail');
      expect(without.does(reset).refusal).toBe('NOT_NOW');
    }
  });

  it('brings a code by another way at once', () => {
    const play = Play.waiting(EMAIL).does(reset).answer('resetEmailAnswered', { kind: 'sentCode', sentCode: SMS });
    expect(play.view.step).toMatchObject({ kind: 'enterCode', delivery: SMS.delivery });
    expect(play.acts).toEqual(['cli:ana resetEmail']);
  });

  it('or takes days, in which the address is remembered and its code is good; then a fresh code is offered', () => {
    const delivery = { type: 'EmailCode', emailPattern: '', length: 0, resetPendingInSeconds: 7 * 24 * 3_600 } as const;
    const play = Play.waiting(EMAIL)
      .does(reset)
      .answer('resetEmailAnswered', { kind: 'sentCode', sentCode: { hash: 'h2', delivery } });
    const emailResetAtMs = START_MS + 7 * 24 * HOUR;
    expect(play.view.step).toMatchObject({
      kind: 'enterCode',
      delivery: { emailPattern: 'a***@b.org', length: 6 },
      emailResetAtMs,
    });
    expect(play.state.sendsAtMs).toHaveLength(1);
    play.waitForTimer();
    expect(play.nowMs).toBe(emailResetAtMs);
    expect(play.effects).toEqual([]);
    expect(play.phase).toMatchObject({
      name: 'restartOffered',
      reason: 'emailReset',
      deadlineAtMs: emailResetAtMs + 24 * HOUR,
    });
    expect(play.does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });

  it('that is under way already is waited for, as long as Telegram named', () => {
    const pending = { ...EMAIL, delivery: { ...EMAIL.delivery, resetPendingInSeconds: 120 } } as SentCode;
    const play = Play.waiting(pending).does(reset).answer('resetEmailAnswered', refusedWith('TASK_ALREADY_EXISTS'));
    expect(play.view.step).toMatchObject({ emailResetAtMs: START_MS + 120_000 });
    const late = Play.waiting(pending);
    late.nowMs += 60_000;
    late.does(reset).answer('resetEmailAnswered', refusedWith('TASK_ALREADY_EXISTS'));
    expect(late.view.step).toMatchObject({ emailResetAtMs: START_MS + 120_000 });
  });

  it('that is waited for is not asked for again, and nothing goes out meanwhile', () => {
    const offered = { ...EMAIL, nextType: 'Sms', timeoutSeconds: 60 } as const;
    const play = Play.waiting(offered).does(reset).answer('resetEmailAnswered', refusedWith('TASK_ALREADY_EXISTS'));
    expect(play.view.actions).not.toContain('resetEmail');
    expect(play.does(reset).refusal).toBe('NOT_NOW');
    expect(play.view.step).toMatchObject({ next: { kind: 'none' } });
  });

  it('goes on where the code from the e-mail was wrong too often, and gives that code up', () => {
    const delivery = { type: 'EmailCode', emailPattern: '', length: 0, resetPendingInSeconds: 3_600 } as const;
    const play = Play.waiting(EMAIL)
      .does(reset)
      .answer('resetEmailAnswered', { kind: 'sentCode', sentCode: { hash: 'h2', delivery } });
    for (let tries = 0; tries < 3; tries += 1) {
      play.does({ type: 'enterCode', code: '000000' }).signedIn(refusedWith('CODE_INVALID'));
    }
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'h2' }]);
    play.answer('closingAnswered', { kind: 'done' });
    expect(play.phase).toEqual({ name: 'putOff', untilMs: START_MS + HOUR });
  });

  it('that could not be asked for may be asked for again; one whose hash is dead begins anew', () => {
    const asked = (): Play => Play.waiting(EMAIL).does(reset);
    expect(asked().answer('resetEmailAnswered', { kind: 'lost' }).phase).toMatchObject({
      problem: { kind: 'notReset' },
    });
    expect(
      asked().answer('resetEmailAnswered', { kind: 'notSent', code: 'DC_UNREACHABLE' }).does(reset).effects,
    ).toEqual(['resetEmail']);
    expect(asked().answer('resetEmailAnswered', refusedWith('PHONE_CODE_EXPIRED')).effects).toEqual(['sendCode']);
  });

  it('costs a send, so it waits for one to be free', () => {
    const play = Play.waiting(EMAIL, { limits: { ...Play.waiting().state.limits, sendsPerDay: 1 } });
    expect(play.does(reset).refusal).toBe('SEND_BUDGET_USED_UP');
  });
});
