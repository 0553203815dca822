import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS } from '../../domain/limits.ts';
import type { SentCode } from '../../domain/sent-code.ts';
import { START_MS } from './arbitraries.ts';
import { address, EMAIL, emailCode, mailing, proving, resetting, SET_UP, verifying } from './email-play.ts';
import { Play, refusedWith, SMS } from './play.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const done = { kind: 'done' } as const;

/** The three calls of a login e-mail, and what they leave a person with who is to try again. */
const calls = [
  ['emailCodeAnswered', mailing, 'enterEmail', 'notSent'],
  ['verifyEmailAnswered', verifying, 'enterCode', 'notChecked'],
  ['resetEmailAnswered', resetting, 'enterCode', 'notReset'],
] as const;

describe.each(calls)('%s', (type, at, step, problem) => {
  const answered = (outcome: Parameters<Play['answer']>[1]) => at().answer(type, outcome as never);

  it('may say that nothing was sent, which counts as no send', () => {
    const play = answered({ kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.view.step).toMatchObject({ kind: step, problem: { kind: problem, why: { code: 'DC_UNREACHABLE' } } });
    expect(play.state.sendsAtMs).toHaveLength(1);
  });

  it('may say that trying again is of no use', () => {
    const play = answered({ kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' });
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'h' }]);
    expect(play.state.sendsAtMs).toHaveLength(1);
    const why = { code: 'NUMBER_NOT_ENROLLED' };
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why });
  });

  it.each(['PHONE_NUMBER_BANNED', 'SRP_ID_INVALID'])('may be a refusal for good: %s', (name) => {
    const play = answered(refusedWith(name));
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'h' }]);
    const why = { code: 'TELEGRAM_REFUSED', error: refusedWith(name).error };
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why });
  });

  it('may name a wait, after which there is as much time as ever', () => {
    const play = answered(refusedWith('FLOOD_WAIT_X', 60));
    const untilMs = START_MS + MINUTE;
    expect(play.view.step).toMatchObject({
      kind: step,
      problem: { kind: 'serverWait', untilMs },
      deadlineAtMs: untilMs + 15 * MINUTE,
    });
  });

  it("may be Telegram's own trouble", () => {
    const { view } = answered(refusedWith('RPC_CALL_FAIL'));
    const why = { code: 'TELEGRAM_REFUSED', error: { name: 'RPC_CALL_FAIL' } };
    expect(view.step).toMatchObject({ kind: step, problem: { kind: problem, why } });
  });

  it('may find the key dead: the next code is asked for with another one', () => {
    const play = answered(refusedWith('AUTH_KEY_UNREGISTERED'));
    expect(play.view.step).toMatchObject({ kind: 'restartOffered', reason: 'loginDied' });
    expect(play.does({ type: 'restart' }).last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
  });

  it.each(['PHONE_CODE_EXPIRED', 'PHONE_HASH_EXPIRED'])('may find the code dead, which is told: %s', (error) => {
    const play = answered(refusedWith(error));
    expect(play.effects).toEqual(['sendCode']);
    expect(play.view.codeDied).toEqual({ error, typed: type === 'verifyEmailAnswered' });
  });

  it.each([
    refusedWith('RPC_CALL_FAIL'),
    { kind: 'notSent', code: 'DC_UNREACHABLE' } as const,
    { kind: 'lost' } as const,
  ])('ends a sign-in that was cancelled meanwhile: %j', (outcome) => {
    const play = at().does({ type: 'cancel' }).answer(type, outcome);
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'h' }]);
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'cancelled', reason: 'person' });
  });
});

describe('a login e-mail address', () => {
  it.each(['ana@example.org', ' ana@example.org ', `${'a'.repeat(248)}@b.org`])('is handed in: %s', (email) => {
    expect(Play.waiting(SET_UP).does({ ...address, email }).last?.effects).toMatchObject([{ email: email.trim() }]);
  });

  it.each(['to ana@example.org', 'ana@example.org please', 'ana@@example.org', `${'a'.repeat(249)}@b.org`])(
    'is not handed in: %s',
    (email) => {
      expect(Play.waiting(SET_UP).does({ ...address, email }).refusal).toBe('EMAIL_MALFORMED');
    },
  );

  it.each(['EMAIL_VERIFY_EXPIRED', 'EMAIL_HASH_EXPIRED'])('is named once more after %s', (name) => {
    for (const [type, at] of calls.slice(0, 2)) {
      expect(at().answer(type as never, refusedWith(name) as never).view.step).toMatchObject({
        kind: 'enterEmail',
        problem: { kind: 'expired' },
      });
    }
  });

  it.each(['EMAIL_INVALID', 'EMAIL_NOT_ALLOWED', 'EMAIL_ADDRESS_INVALID'])(
    'that Telegram refuses once its code is typed is named once more, and has all its tries again: %s',
    (name) => {
      const play = verifying().answer('verifyEmailAnswered', refusedWith('CODE_INVALID'));
      play.does({ type: 'enterCode', code: '123456' }).answer('verifyEmailAnswered', refusedWith(name));
      expect(play.view.step).toMatchObject({ kind: 'enterEmail', problem: { kind: 'refused', error: { name } } });
      play.does(address).answer('emailCodeAnswered', emailCode);
      expect(play.view.step).toMatchObject({ kind: 'enterCode', triesLeft: 3 });
    },
  );

  it('gets a code that Telegram sends no other way, and that somebody typed in their name', () => {
    expect(proving().view.step).toMatchObject({ next: { kind: 'none' }, delivery: { type: 'EmailCode' } });
    expect(verifying().acts).toEqual(['cli:ana enterCode']);
  });

  it('gets no code that is asked for after a cancel', () => {
    const play = mailing().does({ type: 'cancel' }).answer('emailCodeAnswered', emailCode);
    expect(play.effects).toEqual(['cancelCode']);
  });

  it('ends after five mails as failed', () => {
    const play = Play.waiting(SET_UP);
    for (let mails = 0; mails < 5; mails += 1)
      play.does(address).answer('emailCodeAnswered', refusedWith('EMAIL_INVALID'));
    play.does(address).answer('closingAnswered', done);
    expect(play.view.step).toEqual({ kind: 'failed', why: { code: 'TOO_MANY_RESTARTS' } });
  });
});

describe('the answer to auth.resetLoginEmail', () => {
  const pendingIn = (resetPendingInSeconds: number): SentCode => ({
    hash: 'h2',
    delivery: { type: 'EmailCode', emailPattern: 'n***@w.org', length: 4, resetPendingInSeconds },
  });
  const pending = (seconds: number) => ({ kind: 'sentCode', sentCode: pendingIn(seconds) }) as const;

  it('is asked for where Telegram names a period or a date', () => {
    expect(Play.waiting(EMAIL).view.actions).toContain('resetEmail');
    expect(Play.waiting(pendingIn(60)).view.actions).toContain('resetEmail');
  });

  it('may be lost: it may be asked for again, and counts as a send', () => {
    const play = resetting().answer('resetEmailAnswered', { kind: 'lost' });
    expect(play.view.step).toMatchObject({ problem: { kind: 'notReset', why: { code: 'OUTCOME_UNKNOWN' } } });
    expect(play.state.sendsAtMs).toHaveLength(2);
    expect(play.view.actions).toContain('resetEmail');
  });

  it('may be a code by e-mail after all, which is a fresh one', () => {
    const play = resetting().answer('resetEmailAnswered', { kind: 'sentCode', sentCode: EMAIL });
    expect(play.view.step).not.toHaveProperty('emailResetAtMs');
    expect(play.state.sendsAtMs).toHaveLength(2);
  });

  it('keeps the address and the length that it names', () => {
    const { view } = resetting().answer('resetEmailAnswered', pending(60));
    expect(view.step).toMatchObject({ delivery: { emailPattern: 'n***@w.org', length: 4 } });
  });

  it.each([
    [0, 1_000],
    [60, MINUTE],
    [90 * 24 * 3_600, LONGEST_WAIT_MS],
  ])('may be that it takes %i s', (seconds, ms) => {
    const { view } = resetting().answer('resetEmailAnswered', pending(seconds));
    expect(view.step).toMatchObject({ emailResetAtMs: START_MS + ms, next: { kind: 'none' } });
  });

  it('may be that it is under way already, and then takes as long as Telegram said such a thing takes', () => {
    const offered = { ...EMAIL, delivery: { ...EMAIL.delivery, resetAvailableSeconds: 7 * 24 * 3_600 } } as SentCode;
    const { view } = resetting(offered).answer('resetEmailAnswered', refusedWith('TASK_ALREADY_EXISTS'));
    expect(view.step).toMatchObject({ emailResetAtMs: START_MS + 7 * DAY });
  });

  it('ends a sign-in that was cancelled meanwhile, whatever it is', () => {
    for (const outcome of [pending(60), { kind: 'sentCode', sentCode: EMAIL } as const]) {
      const play = resetting().does({ type: 'cancel' }).answer('resetEmailAnswered', outcome);
      expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: outcome.sentCode.hash }]);
    }
  });
});

describe('the answer to auth.signIn', () => {
  const checking = (sentCode: SentCode, code = '123456') => Play.waiting(sentCode).does({ type: 'enterCode', code });

  it('to a code by e-mail may refuse the address', () => {
    const play = checking(EMAIL).signedIn(refusedWith('EMAIL_ADDRESS_INVALID'));
    const why = { code: 'TELEGRAM_REFUSED', error: { name: 'EMAIL_ADDRESS_INVALID' } };
    expect(play.view.step).toMatchObject({ kind: 'enterCode', triesLeft: 3, problem: { kind: 'notChecked', why } });
  });

  it.each(['EMAIL_VERIFY_EXPIRED', 'EMAIL_HASH_EXPIRED'])('to a code by e-mail may find it too old: %s', (error) => {
    const play = checking(EMAIL).signedIn(refusedWith(error));
    expect(play.effects).toEqual(['sendCode']);
    expect(play.view.codeDied).toEqual({ error, typed: true });
  });

  it('to a code by e-mail may be what any other code gets', () => {
    expect(checking(EMAIL).signedIn(refusedWith('PHONE_CODE_INVALID')).view.step).toMatchObject({ triesLeft: 2 });
    expect(checking(EMAIL).signedIn(refusedWith('PHONE_NUMBER_BANNED')).effects).toEqual(['cancelCode']);
  });

  it.each(['CODE_INVALID', 'EMAIL_ADDRESS_INVALID', 'EMAIL_VERIFY_EXPIRED', 'SRP_ID_INVALID'])(
    'to any other code ends with what has no place there: %s',
    (name) => {
      const play = checking(SMS, '12345').signedIn(refusedWith(name));
      expect(play.effects).toEqual(['cancelCode']);
    },
  );
});
