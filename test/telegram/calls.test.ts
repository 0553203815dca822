import { describe, expect, it } from 'vitest';
import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { connectionOver } from '../../telegram/calls.ts';
import type { Outcome } from '../../telegram/line.ts';

const application = { apiId: 1, apiHash: 'hash', device: { model: 'm', systemVersion: 's', appVersion: 'a' } };
const phone = '+15550100';

function answering(outcome: Outcome, timeOffsetSeconds = 0) {
  return connectionOver({ send: async () => outcome, close: async () => undefined, timeOffsetSeconds }, application);
}
const answered = (answer: unknown): Outcome => ({ kind: 'answered', answer });

describe('answers that the sandbox cannot give', () => {
  it.each(['d7cef980', 'd7a2fcf9', 'e0955a3c', 'f8827ebf'])(
    'knows a demand for payment by %s',
    async (constructorId) => {
      expect(await answering({ kind: 'libraryTooOld', constructorId }).sendCode({ phone })).toEqual({
        kind: 'paymentRequired',
      });
    },
  );

  it('reports any other constructor that it does not know', async () => {
    const outcome = { kind: 'libraryTooOld', constructorId: '0badcafe' } as const;
    expect(await answering(outcome).sendCode({ phone })).toEqual(outcome);
    expect(await answering(answered(new Api.auth.CodeTypeSms())).sendCode({ phone })).toEqual({
      kind: 'libraryTooOld',
      constructorId: '72a3158c',
    });
    expect(await answering(answered([])).whoAmI()).toMatchObject({ kind: 'libraryTooOld' });
    expect(await answering(answered(true)).checkPassword({ srpId: '1', a: '', m1: '' })).toMatchObject({
      kind: 'libraryTooOld',
    });
  });

  it('keeps a sign-in that a stored token has brought about', async () => {
    const user = new Api.User({ id: returnBigInt('9007199254740993'), firstName: 'Ada' });
    const success = new Api.auth.SentCodeSuccess({ authorization: new Api.auth.Authorization({ user }) });
    expect(await answering(answered(success)).sendCode({ phone })).toEqual({
      kind: 'signedIn',
      account: { userId: '9007199254740993', firstName: 'Ada', bot: false },
    });
    const signUp = new Api.auth.SentCodeSuccess({ authorization: new Api.auth.AuthorizationSignUpRequired({}) });
    expect(await answering(answered(signUp)).sendCode({ phone })).toEqual({ kind: 'signUpRequired' });
  });

  it("turns Telegram's dates into durations by Telegram's clock", async () => {
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const type = new Api.auth.SentCodeTypeEmailCode({
      emailPattern: 'a***',
      length: 6,
      resetPendingDate: nowSeconds + 600 + 50,
    });
    const answer = await answering(answered(new Api.auth.SentCode({ type, phoneCodeHash: '' })), 600).sendCode({
      phone,
    });
    if (answer.kind !== 'sentCode' || answer.sentCode.delivery.type !== 'EmailCode') throw new Error(answer.kind);
    expect(answer.sentCode.hash).toBe('');
    expect(answer.sentCode.delivery.resetPendingInSeconds).toBeGreaterThanOrEqual(48);
    expect(answer.sentCode.delivery.resetPendingInSeconds).toBeLessThanOrEqual(50);
  });

  it('does not guess at a password algorithm', async () => {
    const password = new Api.account.Password({
      hasPassword: true,
      currentAlgo: new Api.PasswordKdfAlgoUnknown(),
      newAlgo: new Api.PasswordKdfAlgoUnknown(),
      newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
      secureRandom: Buffer.alloc(0),
    });
    expect(await answering(answered(password)).getPassword()).toEqual({ kind: 'unknownAlgorithm' });
  });

  it('names an account by its first active username', async () => {
    const usernames = [new Api.Username({ username: 'old' }), new Api.Username({ username: 'new', active: true })];
    const user = new Api.User({ id: returnBigInt(1), usernames });
    expect(await answering(answered([user])).whoAmI()).toMatchObject({ account: { username: 'new' } });
  });
});
