import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../sandbox/settings.ts';
import { doubts } from './doubts.ts';
import { GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

/** One whole sign-in under every value of every doubt: sent, sent again, a wrong code, the right one, the password. */
export function gatewayDoubtSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: whatever Telegram does`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(async () => bench.stop());

    it.each(doubts)('signs in with $name at $value', async ({ settings }) => {
      bench.sandbox.control.changeSettings({ ...settingsSchema.parse({}), ...settings });
      const phone = bench.number({
        deliveries: [{ type: 'App', timeoutSeconds: 0 }, { type: 'Sms' }],
        password2fa: { password: 'correct horse' },
      });
      const connection = await bench.connect();
      const first = sentCodeOf(await connection.sendCode({ phone }));
      const sent = first.hash === '' ? sentCodeOf(await connection.sendCode({ phone })) : first;
      const { hash } = sentCodeOf(await connection.resendCode({ phone, hash: sent.hash }));
      expect(await connection.signIn({ phone, hash, code: 'wrong' })).toMatchObject({
        kind: 'refused',
        error: { name: 'PHONE_CODE_INVALID' },
      });
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toEqual({ kind: 'passwordNeeded' });
      const info = await connection.getPassword();
      if (info.kind !== 'challenge') throw new Error(info.kind);
      const proof = await underTest.prove(info.challenge, 'correct horse');
      expect(await connection.checkPassword(proof)).toMatchObject({ kind: 'signedIn' });
      expect(await connection.whoAmI()).toMatchObject({ kind: 'account' });
      expect(await connection.logOut()).toMatchObject({ kind: 'done' });
    });

    it.each([
      ['error', { kind: 'refused', error: { name: 'UPDATE_APP_TO_LOGIN' } }],
      ['constructor', { kind: 'paymentRequired' }],
    ] as const)('understands a demand for payment that comes as %s', async (form, answer) => {
      bench.sandbox.control.changeSettings({ ...settingsSchema.parse({}), paymentBelowLayer201: form });
      const phone = bench.number({ paymentRequired: true });
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone })).toMatchObject(answer);
      expect(bench.count('auth.sendCode', phone)).toBe(1);
    });

    it('has doubts to run', () => {
      expect(doubts.length).toBeGreaterThan(20);
      expect(doubts.filter(({ isDefault }) => isDefault).length).toBe(new Set(doubts.map((doubt) => doubt.name)).size);
    });
  });
}
