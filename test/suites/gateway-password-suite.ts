import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import type { Connection, NewPasswordSettings, PasswordAlgorithm, SrpChallenge } from '../../telegram/gateway.ts';
import { GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

const password2fa = { password: 'correct horse', hint: 'battery', recoveryEmail: 'ada@example.org' };

/** All that the password of two-step verification may bring, and its recovery. */
export function gatewayPasswordSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: the password`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(async () => bench.stop());

    const atPassword = async (scenario: ScenarioInput = { password2fa }) => {
      const phone = bench.number(scenario);
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toEqual({ kind: 'passwordNeeded' });
      return { phone, connection };
    };
    const algorithmOf = async (connection: Connection): Promise<PasswordAlgorithm> => {
      const info = await connection.getPassword();
      if (info.kind !== 'challenge' || info.newAlgorithm === undefined) throw new Error(info.kind);
      return info.newAlgorithm;
    };
    const challengeOf = async (connection: Connection): Promise<SrpChallenge> => {
      const info = await connection.getPassword();
      if (info.kind !== 'challenge') throw new Error(info.kind);
      return info.challenge;
    };
    const mailed = async ({ phone, connection }: { phone: string; connection: Connection }): Promise<string> => {
      expect(await connection.requestPasswordRecovery()).toEqual({
        kind: 'requested',
        emailPattern: 'a*a@e******.org',
      });
      return bench.code(phone);
    };
    const newPassword = async (connection: Connection, change: Partial<NewPasswordSettings> = {}) => ({
      ...(await underTest.newPassword(await algorithmOf(connection), 'a new horse')),
      hint: 'newer',
      ...change,
    });

    it('is replaced by a new one, which the account is signed in with from then on', async () => {
      const on = await atPassword();
      const code = await mailed(on);
      const { connection, phone } = on;
      expect(await connection.checkRecoveryPassword(code)).toEqual({ kind: 'checked', isRight: true });
      expect(await connection.whoAmI()).toEqual({ kind: 'passwordNeeded' });
      const settings = await newPassword(connection);
      expect(await connection.recoverPassword({ code, settings })).toMatchObject({ kind: 'signedIn' });
      expect(await connection.whoAmI()).toMatchObject({ kind: 'account' });

      const next = await bench.connect();
      const { hash } = sentCodeOf(await next.sendCode({ phone }));
      await next.signIn({ phone, hash, code: bench.code(phone) });
      expect(await next.getPassword()).toMatchObject({ hint: 'newer', hasRecovery: true });
      const old = await underTest.prove(await challengeOf(next), 'correct horse');
      expect(await next.checkPassword(old)).toMatchObject({ error: { name: 'PASSWORD_HASH_INVALID' } });
      const proof = await underTest.prove(await challengeOf(next), 'a new horse');
      expect(await next.checkPassword(proof)).toMatchObject({ kind: 'signedIn' });
    });

    it('is removed by a recovery without a new one', async () => {
      const on = await atPassword();
      const code = await mailed(on);
      expect(await on.connection.recoverPassword({ code })).toMatchObject({ kind: 'signedIn' });
      const next = await bench.connect();
      const { phone } = on;
      const { hash } = sentCodeOf(await next.sendCode({ phone }));
      expect(await next.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({ kind: 'signedIn' });
    });

    it('is left as it was by a wrong code, an empty one and one that is not the newest', async () => {
      const on = await atPassword();
      const { connection } = on;
      const first = await mailed(on);
      let second = await mailed(on);
      while (second === first) second = await mailed(on);
      for (const code of [first, 'nonsense']) {
        expect(await connection.checkRecoveryPassword(code)).toMatchObject({ error: { name: 'CODE_INVALID' } });
        expect(await connection.recoverPassword({ code })).toMatchObject({ error: { name: 'CODE_INVALID' } });
      }
      expect(await connection.checkRecoveryPassword('')).toMatchObject({ error: { name: 'CODE_EMPTY', code: 400 } });
      expect(await connection.whoAmI()).toEqual({ kind: 'passwordNeeded' });
      expect(await connection.checkRecoveryPassword(second)).toEqual({ kind: 'checked', isRight: true });
    });

    it('is not recovered with a code that is too old, or tried too often', async () => {
      const short = await atPassword({ password2fa: { ...password2fa, recoveryLifetimeSeconds: 0.001 } });
      const code = await mailed(short);
      const expired = { kind: 'refused', error: { name: 'PASSWORD_RECOVERY_EXPIRED', code: 400 } };
      await expect.poll(() => short.connection.checkRecoveryPassword(code)).toMatchObject(expired);
      const on = await atPassword();
      const right = await mailed(on);
      for (let tries = 0; tries < 5; tries += 1) await on.connection.checkRecoveryPassword('nonsense');
      expect(await on.connection.recoverPassword({ code: right })).toMatchObject(expired);
      const never = await atPassword();
      expect(await never.connection.checkRecoveryPassword('123456')).toMatchObject(expired);
    });

    it('says that there is no recovery address, or no password any more', async () => {
      const on = await atPassword({ password2fa: { password: 'correct horse' } });
      expect(await on.connection.requestPasswordRecovery()).toMatchObject({
        error: { name: 'PASSWORD_RECOVERY_NA', code: 400 },
      });
      bench.sandbox.control.changeAccount(on.phone, { password2fa: null });
      expect(await on.connection.requestPasswordRecovery()).toMatchObject({ error: { name: 'PASSWORD_EMPTY' } });
      expect(await on.connection.getPassword()).toEqual({ kind: 'noPassword' });
    });

    it('is not replaced with salts of its own making, or by what is no power of the group', async () => {
      const on = await atPassword();
      const { connection } = on;
      const code = await mailed(on);
      const salt1 = Buffer.alloc(40, 7).toString('base64');
      expect(
        await connection.recoverPassword({ code, settings: await newPassword(connection, { salt1 }) }),
      ).toMatchObject({ error: { name: 'NEW_SALT_INVALID' } });
      const hash = Buffer.alloc(255, 7).toString('base64');
      expect(
        await connection.recoverPassword({ code, settings: await newPassword(connection, { hash }) }),
      ).toMatchObject({ error: { name: 'NEW_SETTINGS_INVALID' } });
      const settings = await newPassword(connection);
      expect(await connection.recoverPassword({ code, settings })).toMatchObject({ kind: 'signedIn' });
    });

    it('is recovered by nobody whose key has no sign-in', async () => {
      const connection = await bench.connect();
      const refused = { error: { name: 'AUTH_KEY_UNREGISTERED', code: 401 } };
      expect(await connection.requestPasswordRecovery()).toMatchObject(refused);
      expect(await connection.checkRecoveryPassword('123456')).toMatchObject(refused);
      expect(await connection.recoverPassword({ code: '123456' })).toMatchObject(refused);
    });

    it('tells a password that was changed meanwhile from a wrong one, and from one that was removed', async () => {
      const { phone, connection } = await atPassword();
      const before = await underTest.prove(await challengeOf(connection), 'correct horse');
      bench.sandbox.control.changeAccount(phone, { password2fa: { password: 'another horse' } });
      expect(await connection.checkPassword(before)).toMatchObject({
        error: { name: 'SRP_PASSWORD_CHANGED', code: 400 },
      });
      const late = await underTest.prove(await challengeOf(connection), 'another horse');
      bench.sandbox.control.changeAccount(phone, { password2fa: null });
      expect(await connection.checkPassword(late)).toMatchObject({ error: { name: 'PASSWORD_EMPTY', code: 400 } });
    });

    it('says that it does not know an algorithm, for the password or for a new one', async () => {
      const unknown = await atPassword({ password2fa: { ...password2fa, unknownAlgorithms: ['current'] } });
      expect(await unknown.connection.getPassword()).toEqual({ kind: 'unknownAlgorithm' });
      const half = await atPassword({ password2fa: { ...password2fa, unknownAlgorithms: ['new'] } });
      const info = await half.connection.getPassword();
      expect(info.kind).toBe('challenge');
      expect(info).not.toHaveProperty('newAlgorithm');
    });

    it.each([
      ['auth.checkPassword', 420, 'FLOOD_WAIT_7', 'FLOOD_WAIT_X'],
      ['auth.checkPassword', 500, 'AUTH_KEY_UNSYNCHRONIZED', 'AUTH_KEY_UNSYNCHRONIZED'],
      ['auth.requestPasswordRecovery', 420, 'FLOOD_WAIT_7', 'FLOOD_WAIT_X'],
      ['auth.checkRecoveryPassword', 420, 'FLOOD_WAIT_7', 'FLOOD_WAIT_X'],
      ['auth.recoverPassword', 400, 'SRP_ID_INVALID', 'SRP_ID_INVALID'],
    ])('passes on what %s is refused with: %i %s', async (method, code, message, errorName) => {
      const { connection } = await atPassword({ password2fa, errors: [{ method, code, message }] });
      const call = {
        'auth.checkPassword': async () =>
          await connection.checkPassword(await underTest.prove(await challengeOf(connection), 'correct horse')),
        'auth.requestPasswordRecovery': () => connection.requestPasswordRecovery(),
        'auth.checkRecoveryPassword': () => connection.checkRecoveryPassword('123456'),
        'auth.recoverPassword': () => connection.recoverPassword({ code: '123456' }),
      }[method];
      expect(await call?.()).toMatchObject({ kind: 'refused', error: { name: errorName, raw: message, code } });
    });
  });
}
