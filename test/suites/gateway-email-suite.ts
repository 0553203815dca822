import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

/** Sign-in by login e-mail, over the wire. */
export function gatewayEmailSuite(underTest: GatewayUnderTest): void {
  describe('by login e-mail', () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(() => bench.stop());
    const mailed = (phone: string): string =>
      bench.sandbox.control.inbox(phone).findLast(({ kind }) => kind === 'email')?.code ?? '';

    it('binds an address with the code that was mailed to it, and gets the code that comes then', async () => {
      const phone = bench.number({ deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }] });
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.sendEmailCode({ phone, hash, email: 'nobody' })).toMatchObject({
        error: { name: 'EMAIL_INVALID' },
      });
      expect(await connection.verifyEmail({ phone, hash, code: '123456' })).toMatchObject({
        error: { name: 'EMAIL_VERIFY_EXPIRED' },
      });
      expect(await connection.sendEmailCode({ phone, hash, email: 'ana@example.org' })).toEqual({
        kind: 'emailCode',
        emailPattern: 'a***@e***.org',
        length: 6,
      });
      const code = mailed(phone);
      const wrong = code === '000000' ? '111111' : '000000';
      expect(await connection.verifyEmail({ phone, hash, code: wrong })).toMatchObject({
        error: { name: 'CODE_INVALID' },
      });
      const next = sentCodeOf(await connection.verifyEmail({ phone, hash, code }));
      expect(next).toMatchObject({ delivery: { type: 'Sms', length: 5 } });
      expect(next.hash).not.toBe(hash);
      expect(await connection.signIn({ phone, hash: next.hash, code: bench.code(phone) })).toMatchObject({
        kind: 'signedIn',
      });
    });

    it('signs in with a code from an e-mail', async () => {
      const phone = bench.number({ deliveries: [{ type: 'EmailCode' }] });
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      const code = mailed(phone);
      const wrong = code === '00000' ? '11111' : '00000';
      expect(await connection.signIn({ phone, hash, code: wrong, byEmail: true })).toMatchObject({
        error: { name: 'CODE_INVALID' },
      });
      expect(await connection.signIn({ phone, hash, code, byEmail: true })).toMatchObject({ kind: 'signedIn' });
    });

    it('resets the address at once, or learns when it is gone', async () => {
      const connection = await bench.connect();
      const atOnce = bench.number({ deliveries: [{ type: 'EmailCode', nextType: null }, { type: 'Sms' }] });
      const first = sentCodeOf(await connection.sendCode({ phone: atOnce }));
      expect(sentCodeOf(await connection.resetEmail({ phone: atOnce, hash: first.hash })).delivery.type).toBe('Sms');
      const later = bench.number({
        deliveries: [{ type: 'EmailCode', nextType: null, resetTakesSeconds: 3_600 }, { type: 'Sms' }],
      });
      const { hash } = sentCodeOf(await connection.sendCode({ phone: later }));
      const { delivery } = sentCodeOf(await connection.resetEmail({ phone: later, hash }));
      expect(delivery).toMatchObject({ type: 'EmailCode', emailPattern: '' });
      expect(delivery).toHaveProperty('resetPendingInSeconds', expect.closeTo(3_600, -1));
      expect(await connection.resetEmail({ phone: later, hash })).toMatchObject({
        error: { name: 'TASK_ALREADY_EXISTS' },
      });
    });

    it('finds no e-mail to reset where the code went another way', async () => {
      const phone = bench.number();
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.resetEmail({ phone, hash })).toMatchObject({ error: { name: 'EMAIL_INSTALL_MISSING' } });
      expect(await connection.sendEmailCode({ phone, hash, email: 'ana@example.org' })).toMatchObject({
        error: { name: 'PHONE_HASH_EXPIRED' },
      });
    });
  });
}
