import { describe, expect, it } from 'vitest';
import { SCAN_WAIT_MS } from '../../domain/limits.ts';
import { APP_ONLY, PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN, SMS_NEXT } from './play.ts';

const scanning = () => new Play({ scan: true }).event({ type: 'start' });
const overFrom = (play: Play) => play.does({ type: 'scan' });

describe('a QR code', () => {
  it('can be begun with, and costs no send', () => {
    const play = scanning();
    expect(play.last?.effects).toEqual([{ type: 'scan', effectId: '1-scan', freshKey: false, probe: false }]);
    expect(play.state.sendsAtMs).toEqual([]);
    expect(play.acts).toEqual(['cli:ana start', 'cli:ana scan']);
    expect(play.view).toMatchObject({
      step: { kind: 'scan', deadlineAtMs: play.nowMs + SCAN_WAIT_MS },
      actions: ['restart', 'later', 'cancel'],
      cancelling: false,
    });
  });

  it.each([
    ['a code that was asked for', () => Play.waiting()],
    ['no code that came', () => Play.waiting(APP_ONLY).does({ type: 'noCode', openOnDevice: true })],
    ['a lost send', () => new Play().event({ type: 'start' }).sent({ kind: 'lost' })],
    ['a wait for the next send', () => new Play().event({ type: 'start' }).sent(refusedWith('FLOOD_WAIT_X', 60))],
    [
      'an offered restart',
      () => new Play().event({ type: 'start' }).sent(refusedWith('FLOOD_WAIT_X', 2_000)).waitForTimer(),
    ],
    [
      'an appointment',
      () =>
        new Play()
          .event({ type: 'start' })
          .sent(refusedWith('FLOOD_WAIT_X', 60))
          .does({ type: 'later', untilMs: 1_800_000_999_000 }),
    ],
  ])('takes the place of %s', (_what, before) => {
    const play = before();
    expect(play.view.actions).toContain('scan');
    const sends = play.state.sendsAtMs;
    expect(overFrom(play).effects).toEqual(['scan']);
    expect(play.phase.name).toBe('scanning');
    expect(play.state.sendsAtMs).toBe(sends);
  });

  it('is not offered once Telegram has accepted something, and not for an old question', () => {
    expect(overFrom(Play.atPassword()).refusal).toBe('NOT_NOW');
    expect(overFrom(scanning()).refusal).toBe('NOT_NOW');
    expect(Play.waiting().does({ type: 'scan', stepId: 'login-1/0' }).refusal).toBe('STALE_STEP');
  });

  it('is asked for although no send is left', () => {
    const play = Play.waiting(SMS_NEXT, { limits: { ...scanning().state.limits, sendsPerDay: 1 } });
    expect(overFrom(play).effects).toEqual(['scan']);
    expect(play.does({ type: 'restart' }).refusal).toBe('SEND_BUDGET_USED_UP');
    expect(play.phase.name).toBe('scanning');
  });

  it('asks first who the key is after a code whose check was lost', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn({ kind: 'lost' });
    expect(overFrom(play).last?.effects).toMatchObject([{ type: 'scan', probe: true }]);
  });

  it('takes a fresh key when the one before is dead', () => {
    const play = Play.waiting()
      .does({ type: 'enterCode', code: '12345' })
      .signedIn(refusedWith('AUTH_KEY_UNREGISTERED'));
    expect(overFrom(play).last?.effects).toMatchObject([{ type: 'scan', freshKey: true }]);
  });
});

describe('a scan', () => {
  it('signs in', () => {
    expect(scanning().answer('scanAnswered', SIGNED_IN).phase).toEqual({
      ...SIGNED_IN,
      kind: undefined,
      name: 'signedIn',
    });
  });

  it('asks for the password, and compares the account after it', () => {
    const play = scanning().answer('scanAnswered', PASSWORD_NEEDED);
    expect(play.view.step).toMatchObject({ kind: 'enterPassword', scanned: true });
    expect(play.view.step).not.toHaveProperty('hint');
    play.does({ type: 'requestChallenge' });
    play.answer('challengeAnswered', {
      kind: 'challenge',
      challenge: { srpId: '1', srpB: '', salt1: '', salt2: '', g: 3, p: '' },
      hint: 'dog',
      hasRecovery: true,
    });
    expect(play.view.step).not.toHaveProperty('hint');
    play.does({ type: 'enterPassword', proof: { srpId: '1', a: '', m1: '' } });
    expect(play.last?.effects).toMatchObject([{ type: 'checkPassword', scanned: true }]);
    play.answer('checkPasswordAnswered', { kind: 'otherAccount' });
    expect(play.effects).toEqual(['logOut']);
    expect(play.answer('closingAnswered', { kind: 'done' }).view.step).toEqual({
      kind: 'failed',
      why: { code: 'OTHER_ACCOUNT' },
    });
  });

  it('offers no recovery of a password that may be a stranger’s', () => {
    expect(Play.atPassword().view.actions).toContain('recover');
    const play = scanning().answer('scanAnswered', PASSWORD_NEEDED);
    expect(play.view.actions).toEqual(['later', 'cancel']);
    expect(play.does({ type: 'requestRecovery' }).refusal).toBe('NO_RECOVERY_AFTER_SCAN');
    const without = scanning().answer('scanAnswered', { kind: 'passwordNeeded', hasRecovery: false });
    expect(without.does({ type: 'requestRecovery' }).refusal).toBe('NO_RECOVERY_AFTER_SCAN');
  });

  it('is asked for again when the password was removed meanwhile', () => {
    const play = scanning().answer('scanAnswered', PASSWORD_NEEDED).does({ type: 'requestChallenge' });
    expect(play.answer('challengeAnswered', { kind: 'noPassword' }).effects).toEqual(['scan']);
  });

  it.each([
    ['otherAccount', 'OTHER_ACCOUNT'],
    ['notProven', 'ACCOUNT_NOT_PROVEN'],
  ] as const)('by %s ends with a sign-out, and says what stays open', (kind, code) => {
    const play = scanning().answer('scanAnswered', { kind });
    expect(play.effects).toEqual(['logOut']);
    play.answer('closingAnswered', { kind: 'lost' });
    expect(play.phase).toEqual({ name: 'failed', why: { code }, leftOpen: 'session' });
  });

  it('whose outcome nobody knows ends with a sign-out', () => {
    expect(scanning().answer('scanAnswered', { kind: 'lost' }).effects).toEqual(['logOut']);
    const unread = scanning().answer('scanAnswered', { kind: 'stopped', code: 'LIBRARY_TOO_OLD' });
    expect(unread.effects).toEqual(['logOut']);
  });

  it.each([
    'AUTH_TOKEN_EXPIRED',
    'AUTH_TOKEN_INVALID',
    'AUTH_TOKEN_INVALIDX',
    'AUTH_TOKEN_ALREADY_ACCEPTED',
    'AUTH_TOKEN_EXCEPTION',
    'AUTH_RESTART',
  ])('is asked for again after %s, three times at most', (name) => {
    const play = scanning();
    for (let count = 0; count < 3; count += 1) {
      play.answer('scanAnswered', refusedWith(name));
      expect(play.view.step).toMatchObject({ kind: 'serverWait', thenSends: true, thenScans: true });
      expect(play.waitForTimer().effects).toEqual(['scan']);
    }
    expect(play.answer('scanAnswered', refusedWith(name)).view.step).toMatchObject({
      kind: 'failed',
      why: { code: 'TOO_MANY_RESTARTS' },
    });
  });

  it('waits as long as Telegram wants: on by itself after a short wait, offered after a long one', () => {
    const short = scanning().answer('scanAnswered', refusedWith('FLOOD_WAIT_X', 600));
    expect(short.waitForTimer().effects).toEqual(['scan']);
    const long = scanning().answer('scanAnswered', refusedWith('FLOOD_WAIT_X', 6_000)).waitForTimer();
    expect(long.view).toMatchObject({ step: { kind: 'restartOffered', reason: 'waitOver' } });
    expect(long.view.actions).toContain('scan');
  });

  it('is tried again when nobody was reached, until it is given up', () => {
    const play = new Play({ scan: true, notAfterMs: Infinity }).event({ type: 'start' });
    for (let count = 0; count < 12; count += 1) {
      play.answer('scanAnswered', { kind: 'notSent', code: 'DC_UNREACHABLE' });
      expect(play.waitForTimer().effects).toEqual(['scan']);
    }
    play.answer('scanAnswered', { kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.view.step).toMatchObject({ kind: 'failed', why: { code: 'DC_UNREACHABLE' } });
  });

  it.each(['API_ID_INVALID', 'API_ID_PUBLISHED_FLOOD', 'UPDATE_APP_TO_LOGIN'])('ends with %s', (name) => {
    expect(scanning().answer('scanAnswered', refusedWith(name)).view.step).toMatchObject({
      kind: 'failed',
      why: { error: { name } },
    });
  });
});

describe('a wait for a scan', () => {
  it('is ended by a cancel, and the code that is out is cancelled too', () => {
    const play = overFrom(Play.waiting()).does({ type: 'cancel' });
    expect(play.last?.effects).toEqual([{ type: 'stopScan', effectId: '2-scan' }]);
    expect(play.view).toMatchObject({ step: { kind: 'closing' }, actions: [] });
    play.answer('scanAnswered', { kind: 'notScanned' });
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'hash-1' }]);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'person' });
  });

  it('says of a code whose hash was lost that it may stay valid', () => {
    const play = overFrom(new Play().event({ type: 'start' }).sent({ kind: 'lost' })).does({ type: 'cancel' });
    play.answer('scanAnswered', { kind: 'notScanned' });
    expect(play.phase).toEqual({ name: 'cancelled', reason: 'person', leftOpen: 'code' });
  });

  it.each([SIGNED_IN, PASSWORD_NEEDED, { kind: 'lost' } as const])(
    'is signed out when a cancel met a scan: %j',
    (outcome) => {
      const play = scanning().does({ type: 'cancel' }).answer('scanAnswered', outcome);
      expect(play.effects).toEqual(['logOut']);
      expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'person' });
    },
  );

  it('is put off until an appointment', () => {
    const untilMs = scanning().nowMs + 3_600_000;
    const play = scanning().does({ type: 'later', untilMs }).answer('scanAnswered', { kind: 'notScanned' });
    expect(play.phase).toEqual({ name: 'putOff', untilMs });
    const met = scanning().does({ type: 'later', untilMs }).answer('scanAnswered', SIGNED_IN);
    expect(met.effects).toEqual(['logOut']);
    expect(met.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'putOff', untilMs });
  });

  it('gives way to a code that a person asks for; a scan at the last moment counts all the same', () => {
    const play = scanning().does({ type: 'restart' });
    expect(play.effects).toEqual(['stopScan']);
    expect(play.answer('scanAnswered', { kind: 'notScanned' }).effects).toEqual(['sendCode']);
    expect(scanning().does({ type: 'restart' }).answer('scanAnswered', SIGNED_IN).phase.name).toBe('signedIn');
    const cancelled = scanning().does({ type: 'restart' }).does({ type: 'cancel' });
    expect(cancelled.answer('scanAnswered', { kind: 'notScanned' }).phase).toEqual({
      name: 'cancelled',
      reason: 'person',
    });
  });

  it('ends after ten minutes and is offered again, with the code behind it', () => {
    const play = overFrom(Play.waiting());
    play.wait(SCAN_WAIT_MS - 1);
    expect(play.phase.name).toBe('scanning');
    expect(play.waitForTimer().effects).toEqual(['stopScan']);
    play.answer('scanAnswered', { kind: 'notScanned' });
    expect(play.view).toMatchObject({ step: { kind: 'restartOffered', reason: 'notScanned' } });
    expect(play.view.actions).toContain('scan');
    play.does({ type: 'scan' }).does({ type: 'cancel' }).answer('scanAnswered', { kind: 'notScanned' });
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'hash-1' }]);
  });
});

describe('a session in the vault', () => {
  const reason = { type: 'acceptScan', reason: 'nobody is at the phone' } as const;
  const beside = () => new Play({ scan: true, again: true }).event({ type: 'start' });

  it('accepts the QR code beside the wait for a scan, with its reason in the audit', () => {
    const play = beside();
    expect(play.view.actions).toEqual(['acceptScan', 'restart', 'later', 'cancel']);
    play.does(reason);
    expect(play.last?.effects).toEqual([{ type: 'acceptScan', effectId: '2-acceptScan' }]);
    expect(play.last?.audit).toEqual([{ actor: 'cli:ana', act: 'acceptScan', detail: 'nobody is at the phone' }]);
    expect(play.view).toMatchObject({
      step: { kind: 'scan', accepting: true },
      actions: ['restart', 'later', 'cancel'],
    });
    expect(play.does(reason).refusal).toBe('NOT_NOW');
    play.event({ type: 'acceptScanAnswered', effectId: '2-acceptScan', outcome: { kind: 'done' } });
    expect(play.view.step).toEqual({ kind: 'scan', deadlineAtMs: play.nowMs + SCAN_WAIT_MS });
    expect(play.answer('scanAnswered', SIGNED_IN).phase.name).toBe('signedIn');
  });

  it.each([
    [refusedWith('AUTH_KEY_UNREGISTERED'), { code: 'TELEGRAM_REFUSED' }],
    [{ kind: 'stopped', code: 'NO_VAULT_SESSION' } as const, { code: 'NO_VAULT_SESSION' }],
    [{ kind: 'lost' } as const, { code: 'OUTCOME_UNKNOWN' }],
  ])('that does not is told of, and the QR code stays: %j', (outcome, notAccepted) => {
    const play = beside().does(reason);
    play.event({ type: 'acceptScanAnswered', effectId: '2-acceptScan', outcome });
    expect(play.view).toMatchObject({
      step: { kind: 'scan', notAccepted },
      actions: ['acceptScan', 'restart', 'later', 'cancel'],
    });
    expect(play.does(reason).view.step).not.toHaveProperty('notAccepted');
    play.event({ type: 'acceptScanAnswered', effectId: '2-acceptScan', outcome });
    expect(play.view.step).toMatchObject({ accepting: true });
  });

  it('is asked only beside a session that works, and for the question at hand', () => {
    expect(scanning().does(reason).refusal).toBe('NOT_NOW');
    expect(Play.waiting(SMS_NEXT, { again: true }).does(reason).refusal).toBe('NOT_NOW');
    expect(beside().does({ ...reason, stepId: 'login-1/0' }).refusal).toBe('STALE_STEP');
    const ended = beside().does(reason).does({ type: 'cancel' });
    ended.event({ type: 'acceptScanAnswered', effectId: '2-acceptScan', outcome: { kind: 'done' } });
    expect(ended.phase.name).toBe('stoppingScan');
  });
});
