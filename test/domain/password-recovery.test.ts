import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN } from './play.ts';
import {
  atChoice,
  atCode,
  challenge,
  checkingCode,
  confirmation,
  DAY,
  mailed,
  newAlgorithm,
  recovering,
  settings,
} from './recovery-play.ts';

describe('a forgotten password', () => {
  it('is recovered step by step, and is signed in', () => {
    const play = Play.atPassword();
    expect(play.view).toMatchObject({ step: { recoveryMailsLeft: 3 }, actions: ['recover', 'later', 'cancel'] });
    play.does({ type: 'requestRecovery' });
    expect(play.effects).toEqual(['requestRecovery']);
    expect(play.acts).toEqual(['cli:ana requestRecovery']);
    expect(play.view).toMatchObject({ step: { kind: 'recovering', doing: 'mail' }, actions: ['cancel'] });
    play.answer('recoveryRequested', mailed);
    expect(play.view).toMatchObject({
      step: {
        kind: 'enterRecoveryCode',
        emailPattern: 'o***r@e*****.org',
        triesLeft: 3,
        recoveryMailsLeft: 2,
        deadlineAtMs: START_MS + DAY,
      },
      actions: ['recover', 'backToPassword', 'later', 'cancel'],
    });
    play.does({ type: 'enterRecoveryCode', code: ' 123 456 ' });
    expect(play.last?.effects).toEqual([{ type: 'checkRecovery', effectId: '4-checkRecovery', code: '123456' }]);
    expect(play.view.step).toEqual({ kind: 'recovering', doing: 'code' });
    play.answer('recoveryChecked', { kind: 'right' });
    expect(play.view).toMatchObject({
      step: { kind: 'chooseRecovery', deadlineAtMs: START_MS + DAY },
      actions: ['backToPassword', 'later', 'cancel'],
    });
    const { stepId } = play.view;
    play.does({ type: 'requestAlgorithm' });
    expect(play.effects).toEqual(['getPassword']);
    play.answer('challengeAnswered', { kind: 'challenge', challenge, hasRecovery: true, newAlgorithm });
    expect(play.view.stepId).toBe(stepId);
    play.does({ type: 'recoverPassword', confirmation: ' 4607 ', settings });
    expect(play.last?.effects).toEqual([
      { type: 'recoverPassword', effectId: '6-recoverPassword', code: '123456', settings, probe: false },
    ]);
    expect(play.acts).toEqual(['cli:ana replacePassword']);
    expect(play.view.step).toEqual({ kind: 'recovering', doing: 'newPassword' });
    expect(JSON.stringify(play.state)).not.toContain('secret-verifier');
    play.answer('recoverPasswordAnswered', SIGNED_IN);
    expect(play.phase.name).toBe('signedIn');
    expect(play.acts).toEqual(['cli:ana passwordReplaced', 'latchkey signedIn']);
    expect(JSON.stringify(play.state)).not.toContain('123456');
  });

  it('is removed only where no new one is given', () => {
    const play = atChoice().does({ type: 'recoverPassword', confirmation });
    expect(play.last?.effects).toEqual([
      { type: 'recoverPassword', effectId: '5-recoverPassword', code: '123456', probe: false },
    ]);
    expect(play.acts).toEqual(['cli:ana removePassword']);
    expect(play.view.step).toEqual({ kind: 'recovering', doing: 'removal' });
    expect(play.answer('recoverPasswordAnswered', SIGNED_IN).acts).toEqual([
      'cli:ana passwordRemoved',
      'latchkey signedIn',
    ]);
  });

  it('shows none of its secrets', () => {
    for (const play of [checkingCode(), atChoice(), recovering()]) {
      expect(JSON.stringify(play.view)).not.toMatch(/123456|secret-verifier/u);
      expect(JSON.stringify(play.last?.audit)).not.toMatch(/123456|secret-verifier/u);
    }
  });

  it('stays as it is when the confirmation is wrong', () => {
    for (const wrong of ['', '4608', '46070', 'yes']) {
      const play = atChoice().does({ type: 'recoverPassword', confirmation: wrong });
      expect(play.refusal).toBe('CONFIRMATION_WRONG');
      expect(play.effects).toEqual([]);
      expect(play.phase.name).toBe('waitingForRecoveryChoice');
    }
  });

  it('is not recovered in sign-ins that version 0.1 began', () => {
    const play = Play.waiting(undefined, { rulesVersion: 1 })
      .does({ type: 'enterCode', code: '12345' })
      .signedIn(PASSWORD_NEEDED);
    expect(play.view.step).not.toHaveProperty('recoveryMailsLeft');
    expect(play.view.actions).toEqual(['later', 'cancel']);
    expect(play.does({ type: 'requestRecovery' }).refusal).toBe('NOT_NOW');
  });

  it('is not recovered where the account has no recovery address', () => {
    const play = Play.waiting()
      .does({ type: 'enterCode', code: '12345' })
      .signedIn({ kind: 'passwordNeeded', hasRecovery: false });
    expect(play.view.actions).toEqual(['later', 'cancel']);
    expect(play.does({ type: 'requestRecovery' }).refusal).toBe('NO_RECOVERY_ADDRESS');
  });

  it('refuses answers to other questions and at other steps', () => {
    const stepId = 'login-1/1';
    expect(Play.atPassword().does({ type: 'requestRecovery', stepId }).refusal).toBe('STALE_STEP');
    expect(atCode().does({ type: 'enterRecoveryCode', code: '1', stepId }).refusal).toBe('STALE_STEP');
    expect(atCode().does({ type: 'backToPassword', stepId }).refusal).toBe('STALE_STEP');
    expect(atChoice().does({ type: 'recoverPassword', confirmation, stepId }).refusal).toBe('STALE_STEP');
    expect(atChoice().does({ type: 'requestAlgorithm', stepId }).refusal).toBe('STALE_STEP');
    expect(Play.atPassword().does({ type: 'recoverPassword', confirmation }).refusal).toBe('NOT_NOW');
    expect(Play.atPassword().does({ type: 'enterRecoveryCode', code: '1' }).refusal).toBe('NOT_NOW');
    expect(atCode().does({ type: 'recoverPassword', confirmation }).refusal).toBe('NOT_NOW');
    expect(atCode().does({ type: 'requestAlgorithm' }).refusal).toBe('NOT_NOW');
    expect(atCode().does({ type: 'enterPassword', proof: { srpId: '1', a: '', m1: '' } }).refusal).toBe('NOT_NOW');
    expect(Play.atPassword().does({ type: 'backToPassword' }).refusal).toBe('NOT_NOW');
  });

  it('waits a day in all, and then signs the half-open session out', () => {
    for (const play of [atCode(), atChoice()]) {
      expect(play.wait(DAY - 1).phase.name).toMatch(/^waitingForRecovery/u);
      expect(play.wait(1).effects).toEqual(['logOut']);
      expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'deadline' });
    }
  });
});

describe('the request for a recovery mail', () => {
  it('is made once a minute and three times at most', () => {
    const play = atCode();
    expect(play.does({ type: 'requestRecovery' }).refusal).toBe('TOO_EARLY');
    play.nowMs += 60_000;
    play.does({ type: 'requestRecovery' }).answer('recoveryRequested', mailed);
    play.nowMs += 60_000;
    play.does({ type: 'requestRecovery' }).answer('recoveryRequested', mailed);
    expect(play.view).toMatchObject({ step: { recoveryMailsLeft: 0 }, actions: ['backToPassword', 'later', 'cancel'] });
    play.nowMs += 60_000;
    expect(play.does({ type: 'requestRecovery' }).refusal).toBe('RECOVERY_MAILS_USED_UP');
    play.does({ type: 'backToPassword' });
    expect(play.view).toMatchObject({
      step: { kind: 'enterPassword', recoveryMailsLeft: 0 },
      actions: ['later', 'cancel'],
    });
  });

  it('whose answer was lost may have been carried out', () => {
    const play = Play.atPassword().does({ type: 'requestRecovery' }).answer('recoveryRequested', { kind: 'lost' });
    expect(play.view.step).toMatchObject({
      kind: 'enterRecoveryCode',
      problem: { kind: 'mayBeMailed' },
      recoveryMailsLeft: 2,
    });
    expect(play.view.step).not.toHaveProperty('emailPattern');
    const second = atCode();
    second.nowMs += 60_000;
    second.does({ type: 'requestRecovery' }).answer('recoveryRequested', { kind: 'lost' });
    expect(second.view.step).toMatchObject({ emailPattern: 'o***r@e*****.org', problem: { kind: 'mayBeMailed' } });
  });

  it('that was not made costs none, and leaves the password or the code before', () => {
    const asking = () => Play.atPassword().does({ type: 'requestRecovery' });
    const unsent = { kind: 'notSent', code: 'DC_UNREACHABLE' } as const;
    expect(asking().answer('recoveryRequested', unsent).view.step).toMatchObject({
      kind: 'enterPassword',
      recoveryMailsLeft: 3,
      problem: { kind: 'recoveryFailed', why: { code: 'DC_UNREACHABLE' } },
    });
    const again = atCode();
    again.nowMs += 60_000;
    again.does({ type: 'requestRecovery' }).answer('recoveryRequested', unsent);
    expect(again.view.step).toMatchObject({
      kind: 'enterRecoveryCode',
      recoveryMailsLeft: 2,
      problem: { kind: 'notMailed' },
    });
  });

  it('is not offered any more where Telegram says that there is no way', () => {
    const play = Play.atPassword()
      .does({ type: 'requestRecovery' })
      .answer('recoveryRequested', refusedWith('PASSWORD_RECOVERY_NA'));
    expect(play.view).toMatchObject({
      step: { kind: 'enterPassword', hasRecovery: false, problem: { kind: 'noRecovery' } },
      actions: ['later', 'cancel'],
    });
  });

  it('waits as long as Telegram says, while the password can be typed', () => {
    const play = Play.atPassword()
      .does({ type: 'requestRecovery' })
      .answer('recoveryRequested', refusedWith('FLOOD_WAIT_X', 90));
    expect(play.view.step).toMatchObject({ problem: { kind: 'recoveryWait', untilMs: START_MS + 90_000 } });
    expect(play.does({ type: 'requestRecovery' }).last?.refusal).toEqual({
      code: 'TOO_EARLY',
      fromMs: START_MS + 90_000,
    });
    expect(play.does({ type: 'requestChallenge' }).effects).toEqual(['getPassword']);
    const again = atCode();
    again.nowMs += 60_000;
    again.does({ type: 'requestRecovery' }).answer('recoveryRequested', refusedWith('FLOOD_WAIT_X', 90));
    expect(again.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'notMailed' } });
    expect(again.does({ type: 'requestRecovery' }).refusal).toBe('TOO_EARLY');
  });
});
