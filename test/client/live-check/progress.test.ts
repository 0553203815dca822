import { describe, expect, it } from 'vitest';
import type { SeenAnswer } from '../../../contracts/live-check.ts';
import { progressOf } from '../../../client/live-check/progress.ts';
import { refusal, seen, sent, signedIn, tried } from './seen.ts';

const wrong = refusal('PHONE_CODE_INVALID');
const expired = refusal('PHONE_CODE_EXPIRED');

describe('the progress of a check', () => {
  it('is fresh before anything was seen, and after a call that was led elsewhere', () => {
    const moved = seen('auth.sendCode', { kind: 'moved', toDcId: 4 }, { send: 1 });
    expect(progressOf([moved])).toEqual(progressOf([]));
    expect(progressOf([]).stage).toEqual({ kind: 'fresh' });
  });

  it.each([
    [refusal('FLOOD_WAIT_X', 420), 'flood'],
    [refusal('PHONE_NUMBER_BANNED'), 'refused'],
    [{ kind: 'lost' }, 'lost'],
    [{ kind: 'notSent' }, 'notReached'],
    [{ kind: 'notOpened', failure: 'DC_UNREACHABLE' }, 'notReached'],
    [{ kind: 'budgetUsedUp' }, 'budgetUsedUp'],
    [{ kind: 'signUpRequired' }, 'noAccount'],
    [{ kind: 'paymentRequired' }, 'paymentWanted'],
    [{ kind: 'unknownConstructor', constructorId: 'f8827ebf' }, 'tooOld'],
    [{ kind: 'sentCode', type: 'SetUpEmailRequired', hash: 'filled' }, 'emailWanted'],
  ] satisfies [SeenAnswer, string][])('is over where the first code is answered by %j', (answer, ending) => {
    const { stage, access } = progressOf([seen('auth.sendCode', answer, { send: 1 })]);
    expect({ stage, access }).toEqual({ stage: { kind: 'over', ending }, access: 'none' });
  });

  it('keeps the first code where a second one did not come, unless Telegram wants a pause', () => {
    const second = (answer: SeenAnswer) => progressOf([sent(1), seen('auth.resendCode', answer, { send: 2 })]);
    for (const answer of [refusal('SEND_CODE_UNAVAILABLE', 406), { kind: 'lost' } as const])
      expect(second(answer)).toMatchObject({ stage: { kind: 'codeOut' }, usable: [1], sends: 2 });
    expect(second(refusal('FLOOD_WAIT_X', 420)).stage).toEqual({ kind: 'over', ending: 'flood' });
  });

  it('waits for a second code where the first has no hash, and for no third', () => {
    const first = sent(1, { hash: 'empty' });
    expect(progressOf([first])).toMatchObject({ stage: { kind: 'codeOut' }, usable: [] });
    expect(progressOf([first, sent(2)])).toMatchObject({ stage: { kind: 'codeOut' }, usable: [2] });
    expect(progressOf([first, sent(2, { hash: 'empty' })]).stage).toEqual({ kind: 'over', ending: 'noHash' });
  });

  it('takes a wrong code three times', () => {
    const tries = [tried(wrong), tried(wrong), tried(wrong)];
    expect(progressOf([sent(1), ...tries.slice(1)]).stage).toEqual({ kind: 'codeOut' });
    expect(progressOf([sent(1), ...tries]).stage).toEqual({ kind: 'over', ending: 'tooManyTries' });
  });

  it('goes on with the second code where the first has expired', () => {
    expect(progressOf([sent(1), sent(2), tried(expired)])).toMatchObject({ stage: { kind: 'codeOut' }, usable: [2] });
    expect(progressOf([sent(1), tried(expired)]).stage).toEqual({ kind: 'over', ending: 'codeExpired' });
  });

  it('has something to log out from the moment that a code may have been accepted', () => {
    expect(progressOf([sent(1), tried({ kind: 'notSent' })]).access).toBe('none');
    expect(progressOf([sent(1), tried({ kind: 'lost' })])).toMatchObject({
      stage: { kind: 'unsure' },
      access: 'maybe',
    });
    expect(progressOf([sent(1), tried({ kind: 'passwordNeeded' })]).access).toBe('password');
    expect(progressOf([sent(1), tried(signedIn)]).access).toBe('signedIn');
  });

  it('learns from Telegram what a lost answer was', () => {
    const lost = [sent(1), tried({ kind: 'lost' })];
    const asked = (...answers: SeenAnswer[]) =>
      progressOf([...lost, ...answers.map((answer) => seen('users.getUsers', answer))]);
    expect(asked({ kind: 'account' })).toMatchObject({ stage: { ending: 'signedIn' }, access: 'signedIn' });
    expect(asked({ kind: 'notSignedIn' })).toMatchObject({ stage: { kind: 'codeOut' }, access: 'none' });
    expect(asked({ kind: 'passwordNeeded' }).stage).toEqual({ kind: 'passwordWanted' });
    const silence: SeenAnswer = { kind: 'lost' };
    expect(asked(silence, silence).stage).toEqual({ kind: 'unsure' });
    expect(asked(silence, silence, silence)).toMatchObject({ stage: { ending: 'lost' }, access: 'maybe' });
  });

  it('takes a wrong password three times, and fetches a challenge for each', () => {
    const challenge = seen('account.getPassword', { kind: 'challenge' });
    const password = (answer: SeenAnswer) => [challenge, seen('auth.checkPassword', answer)];
    const wanted = [sent(1), tried({ kind: 'passwordNeeded' })];
    const no = password(refusal('PASSWORD_HASH_INVALID'));
    expect(progressOf([...wanted, ...no, ...no]).stage).toEqual({ kind: 'passwordWanted' });
    expect(progressOf([...wanted, ...no, ...no, ...no])).toMatchObject({
      stage: { kind: 'over', ending: 'tooManyTries' },
      access: 'password',
    });
    expect(progressOf([...wanted, ...password(signedIn)]).access).toBe('signedIn');
    expect(progressOf([...wanted, ...password({ kind: 'lost' })]).access).toBe('maybe');
  });
});
