import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { Play, refusedWith, SIGNED_IN } from './play.ts';
import {
  atChoice,
  atCode,
  challenge,
  checkingCode,
  confirmation,
  mailed,
  recovering,
  settings,
} from './recovery-play.ts';

describe('what any call of a recovery may bring', () => {
  const calls = [
    ['recoveryRequested', () => Play.atPassword().does({ type: 'requestRecovery' })],
    ['recoveryChecked', checkingCode],
    ['recoverPasswordAnswered', recovering],
    ['challengeAnswered', () => atChoice().does({ type: 'requestAlgorithm' })],
  ] as const;

  it.each(calls)('%s: the password was removed meanwhile, so the code is asked for again', (type, at) => {
    expect(at().answer(type, refusedWith('PASSWORD_EMPTY')).phase).toMatchObject({
      name: 'waitingForCode',
      problem: { kind: 'passwordRemoved' },
    });
  });

  it.each(calls)('%s: the pending sign-in died, so a fresh one is offered', (type, at) => {
    expect(at().answer(type, refusedWith('AUTH_KEY_UNREGISTERED')).phase).toMatchObject({
      name: 'restartOffered',
      reason: 'loginDied',
    });
  });

  it.each(calls)('%s: the account is gone for good', (type, at) => {
    expect(at().answer(type, refusedWith('USER_DEACTIVATED')).effects).toEqual(['logOut']);
  });

  it.each(calls)('%s: trying again is of no use', (type, at) => {
    expect(at().answer(type, { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' }).effects).toEqual(['logOut']);
  });

  it.each(calls)('%s: a cancel that came meanwhile signs out', (type, at) => {
    expect(at().does({ type: 'cancel' }).answer(type, refusedWith('RPC_CALL_FAIL')).effects).toEqual(['logOut']);
  });

  it.each(calls)('%s: whatever else Telegram says leaves the sign-in open', (type, at) => {
    for (const outcome of [refusedWith('WHO_KNOWS'), refusedWith('RPC_CALL_FAIL'), { kind: 'lost' } as const]) {
      expect(at().answer(type, outcome).phase.name).toMatch(/^waitingFor/u);
    }
  });
});

describe('a recovery code', () => {
  it('that is nothing, or too much, is not sent', () => {
    expect(atCode().does({ type: 'enterRecoveryCode', code: '  ' }).refusal).toBe('CODE_EMPTY');
    expect(atCode().does({ type: 'enterRecoveryCode', code: '1'.repeat(1_000) }).refusal).toBe('CODE_TOO_LONG');
  });

  it.each([{ kind: 'wrong' } as const, refusedWith('CODE_INVALID'), refusedWith('CODE_EMPTY')])(
    'is asked for again after %j, and given up after three',
    (wrong) => {
      const play = checkingCode().answer('recoveryChecked', wrong);
      expect(play.view.step).toMatchObject({ problem: { kind: 'wrongCode' }, triesLeft: 2 });
      play.does({ type: 'enterRecoveryCode', code: '2' }).answer('recoveryChecked', wrong);
      play.does({ type: 'enterRecoveryCode', code: '3' }).answer('recoveryChecked', wrong);
      expect(play.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'tooManyRecoveryCodes' } });
    },
  );

  it('that is too old is mailed anew, as long as mails are left', () => {
    const play = checkingCode().answer('recoveryChecked', refusedWith('PASSWORD_RECOVERY_EXPIRED'));
    expect(play.view).toMatchObject({ step: { kind: 'enterRecoveryCode', problem: { kind: 'codeExpired' } } });
    for (let mails = 0; mails < 2; mails += 1) {
      play.nowMs += 60_000;
      play.does({ type: 'requestRecovery' }).answer('recoveryRequested', mailed);
    }
    play.does({ type: 'enterRecoveryCode', code: '1' });
    play.answer('recoveryChecked', refusedWith('PASSWORD_RECOVERY_EXPIRED'));
    expect(play.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'recoveryExpired' } });
  });

  it('waits as long as Telegram says', () => {
    const play = checkingCode().answer('recoveryChecked', refusedWith('FLOOD_WAIT_X', 10));
    expect(play.view.step).toMatchObject({ problem: { kind: 'serverWait', untilMs: START_MS + 10_000 } });
    expect(play.does({ type: 'enterRecoveryCode', code: '1' }).refusal).toBe('TOO_EARLY');
    play.nowMs += 10_000;
    expect(play.does({ type: 'enterRecoveryCode', code: '1' }).effects).toEqual(['checkRecovery']);
  });

  it('that could not be checked does not count', () => {
    const play = checkingCode().answer('recoveryChecked', { kind: 'lost' });
    expect(play.view.step).toMatchObject({ problem: { kind: 'notChecked' }, triesLeft: 3 });
  });
});

describe('the answer to auth.recoverPassword', () => {
  it('that was lost is asked for before it is tried again, and there is no way back meanwhile', () => {
    const play = recovering().answer('recoverPasswordAnswered', { kind: 'lost' });
    expect(play.acts).toEqual(['latchkey notRecovered']);
    expect(play.view).toMatchObject({
      step: { kind: 'chooseRecovery', problem: { kind: 'notDone', why: { code: 'OUTCOME_UNKNOWN' } } },
      actions: ['later', 'cancel'],
    });
    expect(play.does({ type: 'backToPassword' }).refusal).toBe('NOT_NOW');
    play.does({ type: 'recoverPassword', confirmation, settings });
    expect(play.last?.effects).toMatchObject([{ type: 'recoverPassword', probe: true }]);
  });

  it('that is found not to have come about is chosen anew', () => {
    const play = recovering().answer('recoverPasswordAnswered', { kind: 'stale' });
    expect(play.view).toMatchObject({
      step: { kind: 'chooseRecovery', problem: { kind: 'notDone' } },
      actions: ['backToPassword', 'later', 'cancel'],
    });
    play.does({ type: 'recoverPassword', confirmation });
    expect(play.last?.effects).toMatchObject([{ type: 'recoverPassword', probe: false, code: '123456' }]);
  });

  it.each(['NEW_SETTINGS_INVALID', 'NEW_SALT_INVALID', 'SRP_ID_INVALID'])('%s is told, three times at most', (name) => {
    const play = recovering().answer('recoverPasswordAnswered', refusedWith(name));
    expect(play.view.step).toMatchObject({ kind: 'chooseRecovery', problem: { kind: 'notTaken', error: { name } } });
    expect(play.last?.audit).toEqual([{ actor: 'latchkey', act: 'notRecovered', detail: name }]);
    for (let tries = 0; tries < 2; tries += 1) {
      play.does({ type: 'recoverPassword', confirmation, settings });
      play.answer('recoverPasswordAnswered', refusedWith(name));
    }
    expect(play.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'recoveryFailed' } });
  });

  it('may still refuse the code', () => {
    expect(recovering().answer('recoverPasswordAnswered', refusedWith('CODE_INVALID')).view.step).toMatchObject({
      kind: 'enterRecoveryCode',
      emailPattern: 'o***r@e*****.org',
      problem: { kind: 'wrongCode' },
    });
    const expired = recovering().answer('recoverPasswordAnswered', refusedWith('PASSWORD_RECOVERY_EXPIRED'));
    expect(expired.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'codeExpired' } });
    expect(JSON.stringify(expired.state)).not.toContain('123456');
  });

  it('may be a wait', () => {
    const play = recovering().answer('recoverPasswordAnswered', refusedWith('FLOOD_WAIT_X', 10));
    expect(play.view.step).toMatchObject({ kind: 'chooseRecovery', problem: { kind: 'serverWait' } });
    expect(play.does({ type: 'recoverPassword', confirmation }).refusal).toBe('TOO_EARLY');
    expect(play.does({ type: 'requestAlgorithm' }).refusal).toBe('TOO_EARLY');
  });

  it('after a cancel is a session that is ended, and the audit says what has happened', () => {
    const play = recovering().does({ type: 'cancel' }).answer('recoverPasswordAnswered', SIGNED_IN);
    expect(play.effects).toEqual(['logOut']);
    expect(play.acts).toEqual(['cli:ana passwordReplaced']);
  });
});

describe('a new password', () => {
  it('cannot be computed here where Telegram wants another algorithm; removal stays', () => {
    const play = atChoice().does({ type: 'requestAlgorithm' });
    play.answer('challengeAnswered', { kind: 'challenge', challenge, hasRecovery: true });
    expect(play.view.step).toMatchObject({ problem: { kind: 'algorithmUnknown' } });
    expect(play.does({ type: 'recoverPassword', confirmation }).effects).toEqual(['recoverPassword']);
  });
});
