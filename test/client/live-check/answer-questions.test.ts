import { describe, expect, it } from 'vitest';
import { answerQuestions } from '../../../client/live-check/answer-questions.ts';
import { type Answer, type LiveCheck, type Question, questions } from '../../../client/live-check/live-check.ts';
import { doubts } from '../../suites/doubts.ts';
import { checkOf, refusal, seen, sent, signedIn, tried } from './seen.ts';

const expired = refusal('PHONE_CODE_EXPIRED');

function answerTo(question: Question, check: LiveCheck): Answer | undefined {
  return answerQuestions(check).find((each) => each.question === question)?.answer;
}

describe('the questions of a check', () => {
  it('hold every doubt that the sandbox has a switch for', () => {
    expect(doubts.length).toBeGreaterThan(20);
    expect(questions).toEqual(expect.arrayContaining(doubts.map(({ name }) => name)));
  });

  it('stay open with the reason where nothing was seen', () => {
    const answers = answerQuestions(checkOf([], { ending: 'flood' }));
    expect(answers.map(({ question }) => question)).toEqual(questions);
    expect(answers.every(({ answer }) => answer.verdict === 'notTried')).toBe(true);
    expect(answerTo('newProcess', checkOf([], { ending: 'flood' }))).toEqual({ verdict: 'notTried', why: 'flood' });
  });
});

describe('whether a new process completes a sign-in', () => {
  const verdict = (...all: LiveCheck['seen']) => answerTo('newProcess', checkOf([...all]));

  it('is told by a code that another process had taken', () => {
    const first = sent(1);
    expect(verdict(first, tried(signedIn))).toMatchObject({ verdict: 'confirmed' });
    expect(verdict(first, tried({ kind: 'passwordNeeded' }))).toMatchObject({ verdict: 'confirmed' });
    const here = { ...tried(signedIn), process: first.process };
    expect(verdict(first, here)).toMatchObject({ verdict: 'notTried' });
  });

  it('is contradicted by a fresh code that has expired, and by a key that is not known', () => {
    const first = sent(1);
    expect(verdict(first, tried(expired))).toMatchObject({ verdict: 'contradicted' });
    const unknown = { kind: 'notOpened', failure: 'AUTH_KEY_UNKNOWN' } as const;
    expect(verdict(first, tried(unknown))).toMatchObject({ verdict: 'contradicted' });
  });

  it('is not told by a code that was old, replaced or wrong', () => {
    const first = sent(1);
    const late = { ...tried(expired), atMs: first.atMs + 400_000 };
    expect(verdict(first, late)).toEqual({ verdict: 'notTried', why: 'codeWasOld' });
    expect(verdict(first, sent(2), tried(expired))).toEqual({ verdict: 'notTried', why: 'codeWasOld' });
    expect(verdict(first, tried(refusal('PHONE_CODE_INVALID')))).toEqual({
      verdict: 'notTried',
      why: 'onlyWrongCodes',
    });
  });

  it('is contradicted also where a second code was refused, for the first one stood alone', () => {
    const second = seen('auth.resendCode', refusal('SEND_CODE_UNAVAILABLE', 406), { send: 2 });
    expect(verdict(sent(1, { nextType: 'Sms' }), second, tried(expired))).toMatchObject({ verdict: 'contradicted' });
  });
});

describe('what a second code tells', () => {
  const chain = () => sent(1, { nextType: 'Sms', timeoutSeconds: 60 });
  const resent = () => sent(2, { type: 'Sms' }, 'auth.resendCode');

  it('is left open with the reason where there is none', () => {
    const why = (question: Question, check: LiveCheck) => answerTo(question, check);
    expect(why('earlyResend', checkOf([chain()], { sendsAllowed: 1 }))).toMatchObject({ why: 'oneSendAllowed' });
    expect(why('earlyResend', checkOf([chain()]))).toMatchObject({ why: 'secondNotChosen' });
    expect(why('earlyResend', checkOf([sent(1)]))).toMatchObject({ why: 'noNextType' });
    expect(why('secondSendCode', checkOf([chain()]))).toMatchObject({ why: 'hadNextType' });
    expect(why('resendVoidsOldHash', checkOf([chain(), resent()]))).toMatchObject({ why: 'firstCodeNotTyped' });
  });

  it('says nothing about an early resend that was late, had no timeout or met a flood', () => {
    const first = chain();
    const late = { ...resent(), atMs: first.atMs + 61_000 };
    expect(answerTo('earlyResend', checkOf([first, late]))).toMatchObject({ why: 'timeoutPassed' });
    expect(answerTo('earlyResend', checkOf([sent(1, { nextType: 'Sms' }), resent()]))).toMatchObject({
      why: 'noTimeout',
    });
    const flood = seen('auth.resendCode', refusal('FLOOD_WAIT_X', 420), { send: 2 });
    expect(answerTo('earlyResend', checkOf([chain(), flood]))).toMatchObject({ why: 'flood' });
  });

  it('says nothing about the first hash where the first code was wrong or its answer lost', () => {
    const after = (answer: Parameters<typeof tried>[0]) =>
      answerTo('resendVoidsOldHash', checkOf([chain(), resent(), tried(answer)]));
    expect(after(refusal('PHONE_CODE_INVALID'))).toMatchObject({ why: 'invalidLeavesOpen' });
    expect(after({ kind: 'lost' })).toMatchObject({ why: 'answerLost' });
    expect(after(expired)).toMatchObject({ verdict: 'confirmed' });
    expect(after(signedIn)).toMatchObject({ verdict: 'contradicted' });
  });

  it('contradicts a new code by one that is the same', () => {
    const all = [sent(1), sent(2), tried(expired)];
    expect(answerTo('secondSendCode', checkOf(all, { said: { sameCode: true } }))).toMatchObject({
      verdict: 'contradicted',
      note: 'sameCode',
    });
    expect(answerTo('secondSendCode', checkOf(all, { said: { sameCode: false } }))).toMatchObject({
      verdict: 'confirmed',
      note: 'otherCode',
    });
  });
});

describe('what answers tell by themselves', () => {
  it('asks for a timeout only where Telegram names what comes after it', () => {
    expect(answerTo('timeoutField', checkOf([sent(1)]))).toMatchObject({ why: 'noNextType' });
    const named = sent(1, { nextType: 'Sms', timeoutSeconds: 60 });
    expect(answerTo('timeoutField', checkOf([named, sent(2)]))).toEqual({ verdict: 'confirmed', by: [named] });
    const unnamed = sent(1, { nextType: 'Sms' });
    expect(answerTo('timeoutField', checkOf([unnamed]))).toEqual({ verdict: 'contradicted', by: [unnamed] });
  });

  it('tells codes by e-mail from others', () => {
    expect(answerTo('codesByEmail', checkOf([sent(1, { type: 'EmailCode' })]))).toMatchObject({ verdict: 'confirmed' });
    expect(answerTo('codesByEmail', checkOf([sent(1)]))).toMatchObject({ why: 'wentOtherwise' });
  });

  it('finds a code that arrived by its entry alone, also where the answer was lost', () => {
    const probed = [sent(1), tried({ kind: 'lost' }), seen('users.getUsers', { kind: 'account' })];
    expect(answerTo('appCode', checkOf(probed))).toMatchObject({ verdict: 'confirmed' });
    expect(answerTo('appCode', checkOf([sent(1)], { said: { noCode: true } }))).toMatchObject({
      verdict: 'contradicted',
    });
    expect(answerTo('appCode', checkOf([sent(1)], { ending: 'left' }))).toMatchObject({ why: 'left' });
  });

  it('leaves a key over two connections open where one of them did not answer', () => {
    const use = (answer: Parameters<typeof tried>[0]) => seen('users.getUsers', answer, { parallel: true });
    const both = (answer: Parameters<typeof tried>[0]) =>
      answerTo('duplicatedOnUnauthorised', checkOf([use({ kind: 'notSignedIn' }), use(answer)]));
    expect(both({ kind: 'notSignedIn' })).toMatchObject({ verdict: 'confirmed' });
    expect(both(refusal('AUTH_KEY_DUPLICATED', 406))).toMatchObject({ verdict: 'contradicted' });
    expect(both({ kind: 'lost' })).toMatchObject({ why: 'unclear' });
  });
});
