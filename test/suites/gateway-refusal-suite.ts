import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

export function gatewayRefusalSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: Telegram refuses`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(async () => bench.stop());

    it('leaves the move to another data centre to its caller', async () => {
      const phone = bench.number({ homeDc: 4 });
      const connection = await bench.connect(2);
      expect(await connection.sendCode({ phone })).toEqual({
        kind: 'refused',
        error: { name: 'PHONE_MIGRATE_X', raw: 'PHONE_MIGRATE_4', code: 303, value: 4 },
      });
      expect(bench.count('auth.sendCode', phone)).toBe(1);
      const moved = await bench.connect(4);
      const { hash } = sentCodeOf(await moved.sendCode({ phone }));
      expect(await moved.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({ kind: 'signedIn' });
    });

    it('sleeps for no flood', async () => {
      const phone = bench.number({ floodWaitSeconds: { 'auth.sendCode': 1 } });
      const connection = await bench.connect();
      const beganAtMs = performance.now();
      expect(await connection.sendCode({ phone })).toEqual({
        kind: 'refused',
        error: { name: 'FLOOD_WAIT_X', raw: 'FLOOD_WAIT_1', code: 420, value: 1 },
      });
      expect(performance.now() - beganAtMs).toBeLessThan(900);
      expect(bench.count('auth.sendCode', phone)).toBe(1);
    });

    it.each([
      [420, 'FLOOD_PREMIUM_WAIT_5', 'FLOOD_PREMIUM_WAIT_X', 5],
      [420, 'FLOOD_TEST_PHONE_WAIT_9', 'FLOOD_TEST_PHONE_WAIT_X', 9],
      [303, 'NETWORK_MIGRATE_1', 'NETWORK_MIGRATE_X', 1],
      [303, 'USER_MIGRATE_3', 'USER_MIGRATE_X', 3],
      [500, 'AUTH_RESTART', 'AUTH_RESTART', undefined],
      [500, 'AUTH_RESTART_2', 'AUTH_RESTART_X', 2],
      [-503, 'Timeout', 'Timeout', undefined],
      [500, 'RPC_CALL_FAIL', 'RPC_CALL_FAIL', undefined],
      [400, 'CONNECTION_NOT_INITED', 'CONNECTION_NOT_INITED', undefined],
      [-503, 'MSG_WAIT_TIMEOUT', 'MSG_WAIT_TIMEOUT', undefined],
      [403, 'RECAPTCHA_CHECK_signup__6Lc_7', 'RECAPTCHA_CHECK_X', undefined],
      [406, 'NEVER_HEARD_OF_7_THAT', 'NEVER_HEARD_OF_X_THAT', 7],
    ])('passes on %i %s after one call', async (code, message, errorName, value) => {
      const phone = bench.number({ errors: [{ method: 'auth.sendCode', code, message }] });
      const connection = await bench.connect();
      const answer = await connection.sendCode({ phone });
      expect(answer).toEqual({
        kind: 'refused',
        error: { name: errorName, raw: message, code, ...(value === undefined ? {} : { value }) },
      });
      expect(bench.count('auth.sendCode', phone)).toBe(1);
    });

    it('goes on after a refusal over the same connection', async () => {
      const phone = bench.number();
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.signIn({ phone, hash, code: '00' })).toMatchObject({
        error: { name: 'PHONE_CODE_INVALID' },
      });
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({ kind: 'signedIn' });
    });

    it('asks for the password when a stored token has signed the account in', async () => {
      const phone = bench.number({
        errors: [{ method: 'auth.sendCode', code: 401, message: 'SESSION_PASSWORD_NEEDED' }],
      });
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone })).toEqual({ kind: 'passwordNeeded' });
    });

    it('passes on what Telegram tells the owner beside a 406, without numbers and codes', async () => {
      const notice = 'Too many attempts for +49 151 1234 567. Code 12345\nis void, try in 24 hours.';
      const phone = bench.number({
        errors: [{ method: 'auth.sendCode', code: 406, message: 'PHONE_PASSWORD_FLOOD', notice }],
      });
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone })).toEqual({
        kind: 'refused',
        error: { name: 'PHONE_PASSWORD_FLOOD', raw: 'PHONE_PASSWORD_FLOOD', code: 406 },
        notice: 'Too many attempts for •••. Code ••• is void, try in 24 hours.',
      });
      expect(await connection.sendCode({ phone })).toMatchObject({ kind: 'sentCode' });
    });

    it('waits a moment for that text after a 406, and after no other error', async () => {
      const beganAtMs = performance.now();
      const phone = bench.number({
        errors: [
          { method: 'auth.sendCode', code: 406, message: 'UPDATE_APP_TO_LOGIN' },
          { method: 'auth.sendCode', nth: 2, code: 400, message: 'PHONE_NUMBER_BANNED', notice: 'Not awaited.' },
        ],
      });
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone })).not.toHaveProperty('notice');
      const waitedMs = performance.now() - beganAtMs;
      expect(waitedMs).toBeGreaterThan(900);
      expect(waitedMs).toBeLessThan(3_000);
      const answeredAtMs = performance.now();
      expect(await connection.sendCode({ phone })).not.toHaveProperty('notice');
      expect(performance.now() - answeredAtMs).toBeLessThan(900);
    });

    it('keeps the error when the deadline passes while that text is awaited', async () => {
      const phone = bench.number({ errors: [{ method: 'auth.sendCode', code: 406, message: 'UPDATE_APP_TO_LOGIN' }] });
      const connection = await bench.connect(2, { deadlineMs: 600 });
      expect(await connection.sendCode({ phone })).toMatchObject({ error: { name: 'UPDATE_APP_TO_LOGIN' } });
    });

    it('counts any 401 as signed out', async () => {
      const phone = bench.number({ errors: [{ method: 'auth.logOut', code: 401, message: 'SESSION_REVOKED' }] });
      const connection = await bench.connect();
      await connection.sendCode({ phone });
      expect(await connection.logOut()).toEqual({ kind: 'done' });
    });
  });
}
