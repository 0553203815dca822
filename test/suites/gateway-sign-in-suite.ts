import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import type { Delivery } from '../../domain/sent-code.ts';
import { GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

export function gatewaySignInSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: signing in`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(async () => bench.stop());

    it('signs in with the code, says who it is, and signs out', async () => {
      const phone = bench.number({ user: { id: 4_242, firstName: 'Ada', username: 'ada' } });
      const connection = await bench.connect();
      const { hash, delivery, nextType } = sentCodeOf(await connection.sendCode({ phone }));
      expect(delivery).toEqual({ type: 'App', length: 5 });
      expect(nextType).toBeUndefined();
      const account = { userId: '4242', firstName: 'Ada', username: 'ada', bot: false, phone: phone.slice(1) };
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({
        kind: 'signedIn',
        account,
      });
      expect(await connection.whoAmI()).toEqual({ kind: 'account', account });
      expect(await connection.logOut()).toMatchObject({ kind: 'done' });
      expect(await connection.whoAmI()).toEqual({ kind: 'notSignedIn' });
      expect(await connection.logOut()).toEqual({ kind: 'done' });
    });

    it('signs in over a later connection with the same key', async () => {
      const phone = bench.number();
      const session = await bench.session();
      const first = await bench.open(session);
      const { hash } = sentCodeOf(await first.sendCode({ phone }));
      await first.close();
      const second = await bench.open(session);
      expect(await second.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({ kind: 'signedIn' });
      await second.close();
      const third = await bench.open(session);
      expect(await third.whoAmI()).toMatchObject({ kind: 'account' });
    });

    it('asks for the password, refuses a wrong one and takes the right one', async () => {
      const phone = bench.number({ password2fa: { password: 'correct horse', hint: 'battery', hasRecovery: true } });
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toEqual({ kind: 'passwordNeeded' });
      expect(await connection.whoAmI()).toEqual({ kind: 'passwordNeeded' });
      const answer = async (password: string) => {
        const info = await connection.getPassword();
        if (info.kind !== 'challenge') throw new Error(info.kind);
        expect(info).toMatchObject({ hint: 'battery', hasRecovery: true });
        return await connection.checkPassword(await underTest.prove(info.challenge, password));
      };
      expect(await answer('wrong')).toMatchObject({
        kind: 'refused',
        error: { name: 'PASSWORD_HASH_INVALID', code: 400 },
      });
      expect(await answer('correct horse')).toMatchObject({ kind: 'signedIn' });
      expect(await connection.whoAmI()).toMatchObject({ kind: 'account' });
    });

    it('refuses a password proof that was used before', async () => {
      const phone = bench.number({ password2fa: { password: 'correct horse' } });
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      await connection.signIn({ phone, hash, code: bench.code(phone) });
      const info = await connection.getPassword();
      if (info.kind !== 'challenge') throw new Error(info.kind);
      expect(info).not.toHaveProperty('hint');
      const proof = await underTest.prove(info.challenge, 'wrong');
      await connection.checkPassword(proof);
      expect(await connection.checkPassword(proof)).toMatchObject({
        kind: 'refused',
        error: { name: 'SRP_ID_INVALID' },
      });
    });

    it('says that the account has no password', async () => {
      const phone = bench.number();
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      await connection.signIn({ phone, hash, code: bench.code(phone) });
      expect(await connection.getPassword()).toEqual({ kind: 'noPassword' });
    });

    it('sends the code again by the way that was announced, and no further', async () => {
      const phone = bench.number({
        deliveries: [{ type: 'App', timeoutSeconds: 0, delivered: false }, { type: 'Sms' }],
      });
      const connection = await bench.connect();
      const first = sentCodeOf(await connection.sendCode({ phone }));
      expect(first).toMatchObject({ delivery: { type: 'App' }, nextType: 'Sms', timeoutSeconds: 0 });
      const second = sentCodeOf(await connection.resendCode({ phone, hash: first.hash }));
      expect(second).toMatchObject({ delivery: { type: 'Sms', length: 5 } });
      expect(second.hash).not.toBe(first.hash);
      expect(await connection.resendCode({ phone, hash: second.hash })).toMatchObject({
        kind: 'refused',
        error: { name: 'SEND_CODE_UNAVAILABLE', code: 406 },
      });
      expect(await connection.signIn({ phone, hash: second.hash, code: bench.code(phone) })).toMatchObject({
        kind: 'signedIn',
      });
    });

    it.each(deliveries)('understands a delivery by $delivery.type', async ({ scripted, delivery }) => {
      const phone = bench.number({ deliveries: [scripted] });
      const connection = await bench.connect();
      expect(sentCodeOf(await connection.sendCode({ phone })).delivery).toEqual(delivery);
    });

    it.each(['Sms', 'Call', 'FlashCall', 'MissedCall', 'FragmentSms'] as const)(
      'understands %s as the next way',
      async (nextType) => {
        const phone = bench.number({ deliveries: [{ type: 'App', nextType, timeoutSeconds: 7 }] });
        const connection = await bench.connect();
        expect(sentCodeOf(await connection.sendCode({ phone }))).toMatchObject({ nextType, timeoutSeconds: 7 });
      },
    );

    it('says that nobody has the number', async () => {
      const phone = bench.number({ unoccupied: true });
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toEqual({ kind: 'signUpRequired' });
    });

    it('tells a bot from a person', async () => {
      const phone = bench.number({ user: { bot: true } });
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({
        account: { bot: true },
      });
    });

    it('cancels a code, and an expired one too', async () => {
      const phone = bench.number();
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.cancelCode({ phone, hash })).toEqual({ kind: 'done' });
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({
        error: { name: 'PHONE_CODE_EXPIRED' },
      });
      expect(await connection.cancelCode({ phone, hash })).toEqual({ kind: 'done' });
    });
  });
}

type Scripted = NonNullable<ScenarioInput['deliveries']>[number];

const deliveries: readonly { scripted: Scripted; delivery: Delivery }[] = [
  { scripted: { type: 'App', length: 6 }, delivery: { type: 'App', length: 6 } },
  { scripted: { type: 'Sms', length: 0 }, delivery: { type: 'Sms', length: 0 } },
  { scripted: { type: 'SmsWord', code: 'apple', beginning: 'a' }, delivery: { type: 'SmsWord', beginning: 'a' } },
  {
    scripted: { type: 'SmsPhrase', code: 'red apple', beginning: 'red' },
    delivery: { type: 'SmsPhrase', beginning: 'red' },
  },
  { scripted: { type: 'Call', length: 5 }, delivery: { type: 'Call', length: 5 } },
  { scripted: { type: 'FlashCall', pattern: '1555***' }, delivery: { type: 'FlashCall', pattern: '1555***' } },
  {
    scripted: { type: 'MissedCall', prefix: '1555', length: 4 },
    delivery: { type: 'MissedCall', prefix: '1555', length: 4 },
  },
  {
    scripted: {
      type: 'EmailCode',
      emailPattern: 'a***@e.org',
      length: 6,
      resetAvailablePeriodSeconds: 0,
      resetPendingDateUnixSeconds: 1,
    },
    delivery: {
      type: 'EmailCode',
      emailPattern: 'a***@e.org',
      length: 6,
      resetAvailableSeconds: 0,
      resetPendingInSeconds: 0,
    },
  },
  { scripted: { type: 'SetUpEmailRequired' }, delivery: { type: 'SetUpEmailRequired' } },
  {
    scripted: { type: 'FragmentSms', url: 'https://fragment.com/x', length: 5 },
    delivery: { type: 'FragmentSms', url: 'https://fragment.com/x', length: 5 },
  },
  { scripted: { type: 'FirebaseSms', length: 5 }, delivery: { type: 'FirebaseSms', length: 5 } },
];
