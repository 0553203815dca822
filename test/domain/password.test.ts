import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN } from './play.ts';

const proof = { srpId: '1', a: 'a', m1: 'm' };
const challenge = { srpId: '1', srpB: '', salt1: '', salt2: '', g: 3, p: '' };
const DAY = 86_400_000;

function checking(): Play {
  return Play.atPassword().does({ type: 'enterPassword', proof });
}

describe('waiting for a password', () => {
  it('shows the hint and waits a day', () => {
    const play = Play.atPassword();
    expect(play.view.step).toEqual({
      kind: 'enterPassword',
      hint: 'dog',
      hasRecovery: true,
      wrongPasswords: 0,
      recoveryMailsLeft: 3,
      deadlineAtMs: START_MS + DAY,
    });
    expect(play.view.actions).toEqual(['recover', 'later', 'cancel']);
    expect(play.wait(DAY - 1).phase.name).toBe('waitingForPassword');
    expect(play.wait(1).effects).toEqual(['logOut']);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'deadline' });
  });

  it('fetches a challenge without making the question another one', () => {
    const play = Play.atPassword();
    const { stepId } = play.view;
    play.does({ type: 'requestChallenge' });
    expect(play.effects).toEqual(['getPassword']);
    expect(play.view.step.kind).toBe('enterPassword');
    play.answer('challengeAnswered', { kind: 'challenge', challenge, hasRecovery: false, hint: 'cat' });
    expect(play.view).toMatchObject({ stepId, step: { hint: 'cat', hasRecovery: false } });
    expect(JSON.stringify(play.state)).not.toContain('srpB');
    play
      .does({ type: 'requestChallenge' })
      .answer('challengeAnswered', { kind: 'challenge', challenge, hasRecovery: true });
    expect(play.view.step).not.toHaveProperty('hint');
  });

  it('checks a proof, and keeps it out of the state', () => {
    const play = checking();
    expect(play.last?.effects).toEqual([{ type: 'checkPassword', effectId: '3-checkPassword', proof }]);
    expect(play.acts).toEqual(['cli:ana enterPassword']);
    expect(play.view.step).toEqual({ kind: 'checkingPassword' });
    expect(play.answer('checkPasswordAnswered', SIGNED_IN).phase.name).toBe('signedIn');
  });

  it('refuses answers to other questions', () => {
    const play = Play.atPassword();
    expect(play.does({ type: 'enterPassword', proof, stepId: 'login-1/1' }).refusal).toBe('STALE_STEP');
    expect(play.does({ type: 'requestChallenge', stepId: 'login-1/1' }).refusal).toBe('STALE_STEP');
    expect(play.does({ type: 'enterCode', code: '12345' }).refusal).toBe('NOT_NOW');
  });
});

describe('the answer to auth.checkPassword', () => {
  it('counts wrong passwords', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('PASSWORD_HASH_INVALID'));
    expect(play.view.step).toMatchObject({ wrongPasswords: 1, problem: { kind: 'wrongPassword' } });
    play.does({ type: 'enterPassword', proof }).answer('checkPasswordAnswered', refusedWith('PASSWORD_HASH_INVALID'));
    expect(play.view.step).toMatchObject({ wrongPasswords: 2, deadlineAtMs: START_MS + DAY });
  });

  it.each([{ kind: 'stale' } as const, { kind: 'lost' } as const, refusedWith('SRP_ID_INVALID')])(
    'wants a fresh proof after %j',
    (outcome) => {
      expect(checking().answer('checkPasswordAnswered', outcome).phase).toMatchObject({
        name: 'waitingForPassword',
        problem: { kind: 'staleChallenge' },
        password: { wrongPasswords: 0 },
      });
    },
  );

  it('asks for the new password when it was changed meanwhile, with the hint of now', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('SRP_PASSWORD_CHANGED'));
    expect(play.effects).toEqual(['getPassword']);
    expect(play.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'passwordChanged' } });
    play.answer('challengeAnswered', { kind: 'challenge', challenge, hasRecovery: true, hint: 'cat' });
    expect(play.view.step).toMatchObject({ hint: 'cat', wrongPasswords: 0, problem: { kind: 'passwordChanged' } });
    const old = Play.waiting(undefined, { rulesVersion: 1 })
      .does({ type: 'enterCode', code: '12345' })
      .signedIn(PASSWORD_NEEDED)
      .does({ type: 'enterPassword', proof });
    expect(old.answer('checkPasswordAnswered', refusedWith('SRP_PASSWORD_CHANGED')).phase).toMatchObject({
      name: 'waitingForPassword',
      problem: { kind: 'staleChallenge' },
    });
  });

  it('waits as long as Telegram says', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('FLOOD_WAIT_X', 10));
    expect(play.view.step).toMatchObject({ problem: { kind: 'serverWait', untilMs: START_MS + 10_000 } });
    play.nowMs += 9_999;
    expect(play.does({ type: 'requestChallenge' }).refusal).toBe('TOO_EARLY');
    expect(play.does({ type: 'enterPassword', proof }).refusal).toBe('TOO_EARLY');
    play.nowMs += 1;
    expect(play.does({ type: 'requestChallenge' }).effects).toEqual(['getPassword']);
  });

  it('gives the person their time after a wait that is longer than what was left', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('PHONE_PASSWORD_FLOOD'));
    expect(play.view.step).toMatchObject({ deadlineAtMs: START_MS + DAY + 900_000 });
  });

  it('asks again when it was not checked', () => {
    expect(checking().answer('checkPasswordAnswered', { kind: 'notSent', code: 'DC_UNREACHABLE' }).phase).toMatchObject(
      {
        problem: { kind: 'notChecked', why: { code: 'DC_UNREACHABLE' } },
      },
    );
    expect(checking().answer('checkPasswordAnswered', refusedWith('RPC_CALL_FAIL')).phase).toMatchObject({
      problem: { kind: 'notChecked', why: { code: 'TELEGRAM_REFUSED' } },
    });
  });

  it('offers a fresh start when the pending sign-in died', () => {
    expect(checking().answer('checkPasswordAnswered', refusedWith('AUTH_KEY_UNREGISTERED')).phase).toMatchObject({
      name: 'restartOffered',
      reason: 'loginDied',
    });
  });

  it('asks for the code again when the password was removed meanwhile', () => {
    const play = checking().answer('checkPasswordAnswered', refusedWith('PASSWORD_EMPTY'));
    expect(play.phase).toMatchObject({
      name: 'waitingForCode',
      problem: { kind: 'passwordRemoved' },
      code: { sentCode: { hash: 'hash-1' } },
    });
    const fetched = Play.atPassword()
      .does({ type: 'requestChallenge' })
      .answer('challengeAnswered', { kind: 'noPassword' });
    expect(fetched.phase.name).toBe('waitingForCode');
    const withoutCode = new Play().event({ type: 'start' }).sent(PASSWORD_NEEDED).does({ type: 'requestChallenge' });
    expect(withoutCode.answer('challengeAnswered', { kind: 'noPassword' }).phase).toMatchObject({
      name: 'restartOffered',
      reason: 'loginDied',
    });
  });

  it('ends with what nobody at the screen can mend', () => {
    expect(checking().answer('checkPasswordAnswered', refusedWith('USER_DEACTIVATED')).effects).toEqual(['logOut']);
    const unknown = Play.atPassword().does({ type: 'requestChallenge' });
    unknown.answer('challengeAnswered', { kind: 'stopped', code: 'PASSWORD_ALGORITHM_UNKNOWN' });
    expect(unknown.effects).toEqual(['logOut']);
    expect(unknown.answer('closingAnswered', { kind: 'done' }).phase).toEqual({
      name: 'failed',
      why: { code: 'PASSWORD_ALGORITHM_UNKNOWN' },
    });
  });
});

describe('a cancel', () => {
  it('is not for the sign-in that follows the one that was meant', () => {
    const play = Play.atPassword().event({ type: 'cancel', actor: 'cli:ana', loginId: 'the-one-before' });
    expect(play.refusal).toBe('LOGIN_ENDED');
    expect(play.effects).toEqual([]);
    const { loginId } = play.state;
    expect(play.event({ type: 'cancel', actor: 'cli:ana', loginId }).effects).toEqual(['logOut']);
  });

  it('while the password is awaited signs the half-open session out', () => {
    const play = Play.atPassword().does({ type: 'cancel' });
    expect(play.effects).toEqual(['logOut']);
    expect(play.acts).toEqual(['cli:ana cancel']);
    expect(play.does({ type: 'cancel' }).effects).toEqual([]);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'person' });
    expect(play.does({ type: 'cancel' }).refusal).toBe('LOGIN_ENDED');
  });

  it('while a call is under way comes after its answer, and signs out what was signed in', () => {
    expect(checking().does({ type: 'cancel' }).answer('checkPasswordAnswered', SIGNED_IN).effects).toEqual(['logOut']);
    expect(checking().does({ type: 'cancel' }).answer('checkPasswordAnswered', { kind: 'stale' }).effects).toEqual([
      'logOut',
    ]);
    const fetching = Play.atPassword().does({ type: 'requestChallenge' }).does({ type: 'cancel' });
    expect(fetching.answer('challengeAnswered', { kind: 'challenge', challenge, hasRecovery: true }).effects).toEqual([
      'logOut',
    ]);
    const checkingCode = () => Play.waiting().does({ type: 'enterCode', code: '12345' }).does({ type: 'cancel' });
    expect(checkingCode().signedIn(SIGNED_IN).effects).toEqual(['logOut']);
    expect(checkingCode().signedIn(PASSWORD_NEEDED).effects).toEqual(['logOut']);
    expect(checkingCode().signedIn(refusedWith('PHONE_CODE_INVALID')).effects).toEqual(['cancelCode']);
    const asking = () => new Play().event({ type: 'start' }).does({ type: 'cancel' });
    expect(asking().sent(SIGNED_IN).effects).toEqual(['logOut']);
    expect(asking().sent(PASSWORD_NEEDED).effects).toEqual(['logOut']);
    // A code may be out whose hash nobody has.
    expect(asking().sent({ kind: 'lost' }).phase).toEqual({ name: 'cancelled', reason: 'person', leftOpen: 'code' });
    expect(asking().does({ type: 'cancel' }).effects).toEqual([]);
  });

  it('from Temporal is told as such, and one while a call is under way keeps its reason', () => {
    const play = Play.waiting().event({ type: 'cancel', actor: 'temporal', reason: 'temporal' });
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toEqual({ name: 'cancelled', reason: 'temporal' });
    expect(play.state).not.toHaveProperty('cancel');
  });

  it('while nothing is out ends at once', () => {
    const play = new Play().event({ type: 'start' }).sent(refusedWith('FLOOD_WAIT_X', 60)).does({ type: 'cancel' });
    expect(play.phase).toEqual({ name: 'cancelled', reason: 'person' });
    expect(play.acts).toEqual(['cli:ana cancel', 'latchkey cancelled']);
    expect(play.last?.audit.at(-1)).toEqual({ actor: 'latchkey', act: 'cancelled', detail: 'person' });
  });

  it('cannot be put off while a call is under way', () => {
    expect(new Play().event({ type: 'start' }).does({ type: 'later' }).refusal).toBe('NOT_NOW');
  });
});

describe('a view', () => {
  it('grows in version with each change, and not otherwise', () => {
    const play = Play.waiting();
    const { version } = play.view;
    expect(play.wait(1).view.version).toBe(version);
    expect(play.does({ type: 'noCode' }).view.version).toBe(version + 1);
    expect(play.view).toMatchObject({
      loginId: 'login-1',
      numberId: 'number-1',
      label: 'Support 3',
      phoneTail: '4607',
      startedBy: 'cli:ana',
      telegram: true,
      ended: false,
    });
    expect(Play.atPassword().does({ type: 'enterPassword', proof }).view.actions).toEqual(['cancel']);
  });

  it('says when it is the last one', () => {
    const play = checking().answer('checkPasswordAnswered', SIGNED_IN);
    expect(play.view).toMatchObject({
      ended: true,
      actions: [],
      step: { kind: 'signedIn', dcId: 2, account: { firstName: 'Ana' } },
    });
  });

  it('asks first who the key is after trouble inside Telegram', () => {
    const play = Play.atPassword().does({ type: 'enterPassword', proof });
    expect(play.last?.effects[0]).not.toHaveProperty('probe');
    play.answer('checkPasswordAnswered', {
      kind: 'refused',
      error: { name: 'RPC_CALL_FAIL', raw: 'RPC_CALL_FAIL', code: 500 },
    });
    expect(play.does({ type: 'enterPassword', proof }).last?.effects).toMatchObject([{ probe: true }]);
  });
});
