import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection, LoginTokenAnswer } from '../../telegram/gateway.ts';
import { DEADLINE_MS, GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

const link = (token: string) => `tg://login?token=${token}`;

export function gatewayLoginTokenSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: signing in by QR code`, () => {
    let bench: GatewayBench;
    let offsetMs = 0;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest, {}, () => Date.now() + offsetMs);
    });
    beforeEach(() => {
      offsetMs = 0;
      bench.sandbox.control.clearFaults();
    });
    afterAll(async () => bench.stop());

    const waiting = async (dcId = 2): Promise<{ connection: Connection; token: string; dcId: number }> => {
      const connection = await bench.connect(dcId, { staysOpenMs: 60_000 });
      return { connection, token: tokenOf(await connection.exportLoginToken()), dcId };
    };
    const calls = (method: string) => bench.sandbox.control.calls({ method }).calls.length;

    it('shows a token, hears that it was accepted, and signs in by the same call', async () => {
      const phone = bench.number({ user: { id: 4_711, firstName: 'Ada' } });
      const { connection, token } = await waiting();
      const before = calls('auth.exportLoginToken');
      const heard = connection.nextLoginTokenUpdate({ withinMs: DEADLINE_MS });
      bench.sandbox.control.scan(phone, link(token));
      expect(await heard).toEqual({ kind: 'accepted' });
      const account = { userId: '4711', firstName: 'Ada', bot: false, phone: phone.slice(1) };
      // A future token may come along, if the server gives one here.
      expect(await connection.exportLoginToken()).toMatchObject({ kind: 'signedIn', account });
      expect(calls('auth.exportLoginToken')).toBe(before + 1);
      expect(await connection.whoAmI()).toEqual({ kind: 'account', account });
    });

    it('has heard it also when nobody was listening yet', async () => {
      const phone = bench.number();
      const { connection, token } = await waiting();
      bench.sandbox.control.scan(phone, link(token));
      // Comes behind the update on the same connection.
      await connection.whoAmI();
      expect(await connection.nextLoginTokenUpdate({ withinMs: 1 })).toEqual({ kind: 'accepted' });
    });

    it('says how long a token lives, by the server’s clock, and shows another one after it', async () => {
      offsetMs = -3_600_000;
      const connection = await bench.connect(2, { staysOpenMs: 60_000 });
      const first = await connection.exportLoginToken();
      expect(first).toMatchObject({ kind: 'token' });
      const { expiresInMs } = first.kind === 'token' ? first : { expiresInMs: 0 };
      expect(expiresInMs).toBeGreaterThan(25_000);
      expect(expiresInMs).toBeLessThanOrEqual(31_000);
      bench.sandbox.control.changeSettings({ loginTokenSeconds: 3 });
      const short = tokenOf(await connection.exportLoginToken());
      offsetMs += 3_000;
      expect(() => bench.sandbox.control.scan(bench.number(), link(short))).toThrow('AUTH_TOKEN_EXPIRED');
      expect(tokenOf(await connection.exportLoginToken())).not.toBe(short);
      bench.sandbox.control.changeSettings({ loginTokenSeconds: 30 });
    });

    it('ends a wait at its time, at its signal, and with the connection', async () => {
      const { connection } = await waiting();
      expect(await connection.nextLoginTokenUpdate({ withinMs: 1 })).toEqual({ kind: 'elapsed' });
      const stop = new AbortController();
      const stopped = connection.nextLoginTokenUpdate({ withinMs: DEADLINE_MS, signal: stop.signal });
      stop.abort();
      expect(await stopped).toEqual({ kind: 'elapsed' });
      const broken = connection.nextLoginTokenUpdate({ withinMs: DEADLINE_MS });
      await connection.close();
      expect(await broken).toMatchObject({ kind: 'lost' });
    });

    it('stays open longer than one call may take', async () => {
      const connection = await bench.connect(2, { deadlineMs: 400, staysOpenMs: 60_000 });
      expect(await connection.nextLoginTokenUpdate({ withinMs: 600 })).toEqual({ kind: 'elapsed' });
      expect(await connection.exportLoginToken()).toMatchObject({ kind: 'token' });
      bench.sandbox.control.setFaults([{ method: 'auth.exportLoginToken', action: 'holdReply' }]);
      expect(await connection.exportLoginToken()).toMatchObject({ kind: 'lost' });
    });

    it('imports the token at the data centre where the account lives', async () => {
      const phone = bench.number({ homeDc: 4 });
      const { connection, token } = await waiting(2);
      bench.sandbox.control.scan(phone, link(token));
      const moved = await connection.exportLoginToken();
      expect(moved).toMatchObject({ kind: 'migrate', dcId: 4 });
      const there = await bench.connect(4);
      const taken = { token: moved.kind === 'migrate' ? moved.token : '' };
      expect(await there.importLoginToken(taken)).toMatchObject({ kind: 'signedIn' });
      expect(await there.importLoginToken(taken)).toMatchObject({
        kind: 'refused',
        error: { name: 'AUTH_TOKEN_ALREADY_ACCEPTED' },
      });
      expect(await connection.whoAmI()).toEqual({ kind: 'notSignedIn' });
    });

    it.each([2, 4])('asks for the password after it, at data centre %i', async (homeDc) => {
      const phone = bench.number({ homeDc, password2fa: { password: 'correct horse' } });
      const { connection, token } = await waiting(2);
      bench.sandbox.control.scan(phone, link(token));
      const answer = await connection.exportLoginToken();
      const there = homeDc === 2 ? connection : await bench.connect(homeDc);
      if (answer.kind === 'migrate')
        expect(await there.importLoginToken({ token: answer.token })).toEqual({ kind: 'passwordNeeded' });
      else expect(answer).toEqual({ kind: 'passwordNeeded' });
      const info = await there.getPassword();
      if (info.kind !== 'challenge') throw new Error(info.kind);
      expect(await there.checkPassword(await underTest.prove(info.challenge, 'correct horse'))).toMatchObject({
        kind: 'signedIn',
      });
    });

    it('signs in when the password was removed meanwhile', async () => {
      const phone = bench.number({ password2fa: { password: 'correct horse' } });
      const { connection, token } = await waiting();
      bench.sandbox.control.scan(phone, link(token));
      expect(await connection.exportLoginToken()).toEqual({ kind: 'passwordNeeded' });
      bench.sandbox.control.changeAccount(phone, { password2fa: null });
      expect(await connection.exportLoginToken()).toMatchObject({ kind: 'signedIn' });
    });

    it('lets a session of the account accept what another one shows, once', async () => {
      const phone = bench.number();
      const inside = await bench.connect();
      const { hash } = sentCodeOf(await inside.sendCode({ phone }));
      await inside.signIn({ phone, hash, code: bench.code(phone) });
      const { connection, token } = await waiting();
      expect(await inside.acceptLoginToken({ token })).toEqual({ kind: 'done' });
      expect(await inside.acceptLoginToken({ token })).toMatchObject({
        kind: 'refused',
        error: { name: 'AUTH_TOKEN_ALREADY_ACCEPTED' },
      });
      expect(await connection.exportLoginToken()).toMatchObject({ kind: 'signedIn' });
      expect(await connection.acceptLoginToken({ token: 'AAAA' })).toMatchObject({
        kind: 'refused',
        error: { name: 'AUTH_TOKEN_INVALIDX' },
      });
    });

    it('refuses an unknown token', async () => {
      const connection = await bench.connect();
      expect(await connection.importLoginToken({ token: 'AAAA' })).toMatchObject({
        kind: 'refused',
        error: { name: 'AUTH_TOKEN_INVALID' },
      });
    });
  });
}

function tokenOf(answer: LoginTokenAnswer): string {
  if (answer.kind !== 'token') throw new Error(answer.kind);
  return answer.token;
}
