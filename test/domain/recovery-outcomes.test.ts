import { describe, expect, it } from 'vitest';
import type { RecoveryCommand } from '../../domain/password-recovery.ts';
import { START_MS } from './arbitraries.ts';
import { Play, refusedWith } from './play.ts';
import { atChoice, atCode, checkingCode, confirmation, DAY, mailed, recovering, settings } from './recovery-play.ts';

const MINUTE = 60_000;
const done = { kind: 'done' } as const;
const fetching = (): Play => atChoice().does({ type: 'requestAlgorithm' });
const mailing = (): Play => Play.atPassword().does({ type: 'requestRecovery' });

/** The calls of a recovery, and what a person is told where one did not come about. */
const calls = [
  ['recoveryRequested', mailing, 'recoveryFailed'],
  ['recoveryChecked', checkingCode, 'notChecked'],
  ['recoverPasswordAnswered', recovering, 'notDone'],
  ['challengeAnswered', fetching, 'notDone'],
] as const;

describe.each(calls)('%s', (type, at, problem) => {
  it('that reached nobody leaves the question, and says why', () => {
    const play = at().answer(type, { kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.view.step).toMatchObject({ problem: { kind: problem, why: { code: 'DC_UNREACHABLE' } } });
  });

  it('that is of no use until somebody acts ends the sign-in as failed', () => {
    const play = at().answer(type, { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' });
    const why = { code: 'NUMBER_NOT_ENROLLED' };
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why });
  });

  it('that finds the account gone ends the sign-in as failed', () => {
    const play = at().answer(type, refusedWith('USER_DEACTIVATED'));
    const why = { code: 'TELEGRAM_REFUSED', error: refusedWith('USER_DEACTIVATED').error };
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why });
  });

  it('that finds the key dead has the next code asked for with another one', () => {
    const play = at().answer(type, refusedWith('AUTH_KEY_UNREGISTERED')).does({ type: 'restart' });
    expect(play.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
  });

  it.each([
    [60, DAY],
    [2 * 86_400, 2 * DAY + 15 * MINUTE],
  ])('that names a wait of %i s leaves a person their time afterwards', (seconds, deadlineMs) => {
    const { view } = at().answer(type, refusedWith('FLOOD_WAIT_X', seconds));
    expect(view.step).toMatchObject({ deadlineAtMs: START_MS + deadlineMs, problem: {} });
  });
});

describe('the calls of a recovery', () => {
  it('are numbered and named', () => {
    expect(mailing().last?.effects).toEqual([{ type: 'requestRecovery', effectId: '3-requestRecovery' }]);
    expect(fetching().last?.effects).toEqual([{ type: 'getPassword', effectId: '5-getPassword' }]);
    const asked = Play.atPassword().does({ type: 'requestChallenge' });
    expect(asked.last?.effects).toEqual([{ type: 'getPassword', effectId: '3-getPassword' }]);
  });

  it('are in the audit under who made them', () => {
    expect(checkingCode().acts).toEqual(['cli:ana enterRecoveryCode']);
  });

  it('carry new settings only where there are some', () => {
    const [removal] = atChoice().does({ type: 'recoverPassword', confirmation }).last?.effects ?? [];
    expect(removal).not.toHaveProperty('settings');
  });
});

describe('a recovery code', () => {
  it('may be as long as anything that is typed', () => {
    const typed = (length: number) => atCode().does({ type: 'enterRecoveryCode', code: '1'.repeat(length) });
    expect(typed(256).effects).toEqual(['checkRecovery']);
    expect(typed(257).refusal).toBe('CODE_TOO_LONG');
  });

  it('whose check was lost, or fails for a reason that is not its own, may be typed again', () => {
    const lost = checkingCode().answer('recoveryChecked', { kind: 'lost' });
    expect(lost.view.step).toMatchObject({ problem: { kind: 'notChecked', why: { code: 'OUTCOME_UNKNOWN' } } });
    const refused = checkingCode().answer('recoveryChecked', refusedWith('WHO_KNOWS'));
    const why = { code: 'TELEGRAM_REFUSED', error: { name: 'WHO_KNOWS' } };
    expect(refused.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'notChecked', why } });
  });

  it('that is refused although nobody knows where it was mailed is asked for without an address', () => {
    const play = mailing().answer('recoveryRequested', { kind: 'lost' });
    play.does({ type: 'enterRecoveryCode', code: '1' }).answer('recoveryChecked', { kind: 'right' });
    play.does({ type: 'recoverPassword', confirmation }).answer('recoverPasswordAnswered', refusedWith('CODE_INVALID'));
    expect(play.view.step).toMatchObject({ kind: 'enterRecoveryCode', problem: { kind: 'wrongCode' } });
    expect(play.view.step).not.toHaveProperty('emailPattern');
  });
});

describe('a second recovery mail that Telegram makes wait', () => {
  it('costs none of those that are left', () => {
    const play = atCode();
    play.nowMs += MINUTE;
    play.does({ type: 'requestRecovery' }).answer('recoveryRequested', refusedWith('FLOOD_WAIT_X', 90));
    expect(play.view.step).toMatchObject({ kind: 'enterRecoveryCode', recoveryMailsLeft: 2 });
    play.nowMs += 90_000;
    play.does({ type: 'requestRecovery' }).answer('recoveryRequested', mailed);
    expect(play.view.step).toMatchObject({ recoveryMailsLeft: 1 });
  });
});

describe('the choice of a recovery', () => {
  const choices: readonly (RecoveryCommand['type'] & ('requestAlgorithm' | 'recoverPassword'))[] = [
    'requestAlgorithm',
    'recoverPassword',
  ];

  it.each(choices)('can be made when a wait of Telegram is over, and not before: %s', (type) => {
    const play = recovering().answer('recoverPasswordAnswered', refusedWith('FLOOD_WAIT_X', 10));
    play.nowMs += 9_999;
    expect(play.does({ type, confirmation }).last?.refusal).toEqual({ code: 'TOO_EARLY', fromMs: START_MS + 10_000 });
    play.nowMs += 1;
    expect(play.does({ type, confirmation }).refusal).toBeUndefined();
  });

  it('can be left for the password', () => {
    const play = atChoice().does({ type: 'backToPassword' });
    expect(play.view).toMatchObject({ step: { kind: 'enterPassword', recoveryMailsLeft: 2 } });
    expect(play.view.step).not.toHaveProperty('problem');
  });

  it('can be left after a question that changes nothing was lost or failed', () => {
    for (const outcome of [{ kind: 'lost' } as const, refusedWith('RPC_CALL_FAIL')]) {
      const play = fetching().answer('challengeAnswered', outcome);
      expect(play.view).toMatchObject({ step: { problem: { kind: 'notDone' } } });
      expect(play.view.actions).toContain('backToPassword');
      play.does({ type: 'recoverPassword', confirmation });
      expect(play.last?.effects).toMatchObject([{ probe: false }]);
    }
  });

  it('is of no use once the owner has removed the password', () => {
    const play = fetching().answer('challengeAnswered', { kind: 'noPassword' });
    expect(play.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'passwordRemoved' } });
  });
});

describe('what auth.recoverPassword may have done', () => {
  it('is asked for before the next try where Telegram failed inside, for nobody knows', () => {
    const play = recovering().answer('recoverPasswordAnswered', refusedWith('RPC_CALL_FAIL'));
    const why = { code: 'TELEGRAM_REFUSED', error: { name: 'RPC_CALL_FAIL' } };
    expect(play.view).toMatchObject({ step: { problem: { kind: 'notDone', why } }, actions: ['later', 'cancel'] });
    play.does({ type: 'recoverPassword', confirmation, settings });
    expect(play.last?.effects).toMatchObject([{ probe: true }]);
  });

  it('is nothing where it reached nobody', () => {
    const play = recovering().answer('recoverPasswordAnswered', { kind: 'notSent', code: 'DC_UNREACHABLE' });
    expect(play.view.actions).toContain('backToPassword');
  });

  it('is nothing where Telegram, asked again, still wants the password', () => {
    const play = recovering().answer('recoverPasswordAnswered', { kind: 'stale' });
    expect(play.view.step).toMatchObject({ problem: { kind: 'notDone', why: { code: 'OUTCOME_UNKNOWN' } } });
  });

  it.each([
    [{ kind: 'otherAccount' }, 'OTHER_ACCOUNT'],
    [{ kind: 'notProven' }, 'ACCOUNT_NOT_PROVEN'],
  ] as const)("in an account that is not the number's is not kept: %j", (outcome, code) => {
    const play = recovering().answer('recoverPasswordAnswered', outcome);
    expect(play.last?.effects).toMatchObject([{ type: 'logOut', stranger: true }]);
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why: { code } });
  });

  it.each([
    [{ kind: 'lost' }, 'lost'],
    [{ kind: 'stale' }, 'notCarriedOut'],
    [{ kind: 'otherAccount' }, 'otherAccount'],
    [refusedWith('NEW_SALT_INVALID'), 'NEW_SALT_INVALID'],
  ] as const)('stands in the audit: %j', (outcome, detail) => {
    const play = recovering().answer('recoverPasswordAnswered', outcome);
    expect(play.last?.audit).toEqual([{ actor: 'latchkey', act: 'notRecovered', detail }]);
  });
});

describe('a password', () => {
  const checking = (): Play => Play.atPassword().does({ type: 'enterPassword', proof: { srpId: '1', a: '', m1: '' } });

  it('of an account that Telegram does not name is signed out again', () => {
    const play = checking().answer('checkPasswordAnswered', { kind: 'notProven' });
    expect(play.last?.effects).toMatchObject([{ type: 'logOut', stranger: true }]);
    const why = { code: 'ACCOUNT_NOT_PROVEN' };
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why });
  });

  it('whose check finds the account gone ends the sign-in as failed', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('USER_DEACTIVATED'));
    const why = { code: 'TELEGRAM_REFUSED', error: refusedWith('USER_DEACTIVATED').error };
    expect(play.answer('closingAnswered', done).view.step).toEqual({ kind: 'failed', why });
  });

  it('whose check finds the key dead has the next code asked for with another one', () => {
    const play = checking()
      .answer('checkPasswordAnswered', refusedWith('AUTH_KEY_UNREGISTERED'))
      .does({ type: 'restart' });
    expect(play.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
  });

  it('that was changed meanwhile has its new hint fetched', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('SRP_PASSWORD_CHANGED'));
    expect(play.last?.effects).toEqual([{ type: 'getPassword', effectId: '4-getPassword' }]);
  });
});
