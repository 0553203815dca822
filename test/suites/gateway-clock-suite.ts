import { describe, expect, it } from 'vitest';
import { DEADLINE_MS, GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

const options = { deadlineMs: DEADLINE_MS };
const HOUR_MS = 3_600_000;

/** Our clock against the data centre's: what is right for Telegram is learned from its own messages. */
export function gatewayClockSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: a clock that is wrong`, () => {
    it.each([600, -600])('makes every call of a sign-in although it is %i seconds off', async (offsetSeconds) => {
      const bench = await GatewayBench.start(underTest, {}, () => Date.now() + offsetSeconds * 1_000);
      const phone = bench.number({
        deliveries: [{ type: 'App', timeoutSeconds: 0 }, { type: 'Sms' }],
        password2fa: { password: 'correct horse' },
      });
      const session = await bench.session();
      expect(Math.abs(session.timeOffsetSeconds - offsetSeconds)).toBeLessThanOrEqual(1);
      // Each over a connection that believes something else about the clocks: right, none, and wrong to the other side.
      const believed = [offsetSeconds, 0, -offsetSeconds, 2 * offsetSeconds];
      let calls = 0;
      const connect = async () => {
        const timeOffsetSeconds = believed[(calls += 1) % believed.length] ?? 0;
        const opened = await bench.gateway.open({ ...session, timeOffsetSeconds }, options);
        if (opened.kind === 'failed') throw new Error(opened.reason);
        expect(Math.abs(opened.timeOffsetSeconds - offsetSeconds)).toBeLessThanOrEqual(1);
        return opened.connection;
      };
      const once = async <Answer>(
        call: (on: Awaited<ReturnType<typeof connect>>) => Promise<Answer>,
      ): Promise<Answer> => {
        const connection = await connect();
        try {
          return await call(connection);
        } finally {
          await connection.close();
        }
      };
      const cancelled = sentCodeOf(await once((on) => on.sendCode({ phone })));
      expect(await once((on) => on.cancelCode({ phone, hash: cancelled.hash }))).toEqual({ kind: 'done' });
      const first = sentCodeOf(await once((on) => on.sendCode({ phone })));
      const { hash } = sentCodeOf(await once((on) => on.resendCode({ phone, hash: first.hash })));
      const code = bench.code(phone);
      expect(await once((on) => on.signIn({ phone, hash, code }))).toEqual({ kind: 'passwordNeeded' });
      const info = await once((on) => on.getPassword());
      if (info.kind !== 'challenge') throw new Error(info.kind);
      const proof = await underTest.prove(info.challenge, 'correct horse');
      expect(await once((on) => on.checkPassword(proof))).toMatchObject({ kind: 'signedIn' });
      expect(await once((on) => on.whoAmI())).toMatchObject({ kind: 'account' });
      expect(await once((on) => on.logOut())).toMatchObject({ kind: 'done' });
      expect(bench.count('auth.sendCode', phone)).toBe(2);
      expect(bench.count('auth.resendCode', phone)).toBe(1);
      await bench.stop();
    });

    it.each([600, -600])("counts Telegram's dates from its own clock, %i seconds from ours", async (offsetSeconds) => {
      const nowMs = () => Date.now() + offsetSeconds * 1_000;
      const bench = await GatewayBench.start(underTest, {}, nowMs);
      const resetPendingDateUnixSeconds = Math.floor(nowMs() / 1_000) + 300;
      const phone = bench.number({ deliveries: [{ type: 'EmailCode', resetPendingDateUnixSeconds }] });
      const connection = await bench.open({ ...(await bench.session()), timeOffsetSeconds: 0 });
      const { delivery } = sentCodeOf(await connection.sendCode({ phone }));
      if (delivery.type !== 'EmailCode') throw new Error(delivery.type);
      expect(Math.abs((delivery.resetPendingInSeconds ?? 0) - 300)).toBeLessThanOrEqual(3);
      await bench.stop();
    });

    it('signs in with a session whose salts and clock are of days ago', async () => {
      let passedMs = 0;
      const bench = await GatewayBench.start(underTest, {}, () => Date.now() + passedMs);
      const phone = bench.number({ codeLifetimeSeconds: 1_000_000 });
      const session = await bench.session();
      const first = await bench.open(session);
      const { hash } = sentCodeOf(await first.sendCode({ phone }));
      await first.close();
      passedMs = 50 * HOUR_MS;
      const later = await bench.open(session);
      expect(await later.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({ kind: 'signedIn' });
      await bench.stop();
    });

    it('believes a server that is 200 seconds ahead of the clock and does not mind', async () => {
      const bench = await GatewayBench.start(underTest, {}, () => Date.now() + 200_000);
      const connection = await bench.open({ ...(await bench.session()), timeOffsetSeconds: 0 });
      expect(await connection.sendCode({ phone: bench.number() })).toMatchObject({ kind: 'sentCode' });
      await bench.stop();
    });
  });
}
