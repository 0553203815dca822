import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../sandbox/control/fault-list.ts';
import type { Connection } from '../../telegram/gateway.ts';
import { GatewayBench, type GatewayUnderTest, sentCodeOf, textWith } from './gateway-bench.ts';

/** GramJS dials again one second after a loss: only later silence shows that nothing was sent twice. */
const LONG_ENOUGH_MS = 1_600;

type Stage = { phone: string; hash: string; connection: Connection };
type Case = { method: string; call: (stage: Stage, bench: GatewayBench) => Promise<{ kind: string }> };

export function gatewayLossSuite(name: string, underTest: GatewayUnderTest): void {
  const cases: readonly Case[] = [
    { method: 'auth.sendCode', call: ({ connection, phone }) => connection.sendCode({ phone }) },
    { method: 'auth.resendCode', call: ({ connection, phone, hash }) => connection.resendCode({ phone, hash }) },
    {
      method: 'auth.signIn',
      call: ({ connection, phone, hash }, bench) => connection.signIn({ phone, hash, code: bench.code(phone) }),
    },
    { method: 'auth.cancelCode', call: ({ connection, phone, hash }) => connection.cancelCode({ phone, hash }) },
    { method: 'account.getPassword', call: ({ connection }) => connection.getPassword() },
    {
      method: 'auth.checkPassword',
      call: async ({ connection, phone, hash }, bench) => {
        await connection.signIn({ phone, hash, code: bench.code(phone) });
        const info = await connection.getPassword();
        if (info.kind !== 'challenge') throw new Error(info.kind);
        return await connection.checkPassword(await underTest.prove(info.challenge, 'correct horse'));
      },
    },
    { method: 'users.getUsers', call: ({ connection }) => connection.whoAmI() },
    { method: 'auth.logOut', call: ({ connection }) => connection.logOut() },
  ];
  const scenario = {
    password2fa: { password: 'correct horse' },
    deliveries: [{ type: 'App', timeoutSeconds: 0 }, { type: 'Sms' }],
  } as const;

  describe(`${name}: answers get lost`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(async () => bench.stop());

    /** A code is out, except for the call that sends it. */
    const stage = async (method: string, deadlineMs = 5_000): Promise<Stage> => {
      const phone = bench.number({ ...scenario, deliveries: [...scenario.deliveries] });
      const connection = await bench.connect(2, { deadlineMs });
      const hash = method === 'auth.sendCode' ? '' : sentCodeOf(await connection.sendCode({ phone })).hash;
      return { phone, hash, connection };
    };

    const addFault = (fault: FaultInput) => bench.sandbox.control.setFaults([...bench.sandbox.control.faults(), fault]);

    describe.each(['dropBefore', 'dropAfter'] as const)('%s', (action) => {
      it.concurrent.each(cases)('writes $method once and calls it lost', async ({ method, call }) => {
        const at = await stage(method);
        addFault({ action, method, phone: at.phone });
        expect(await call(at, bench)).toMatchObject({ kind: 'lost', reason: 'the connection was lost' });
        expect(await at.connection.whoAmI()).toMatchObject({ kind: 'notSent' });
        await sleep(LONG_ENOUGH_MS);
        expect(bench.count(method, at.phone)).toBe(1);
      });
    });

    it.concurrent.each(cases)(
      'calls $method lost when its deadline has passed, and lets nothing follow',
      async ({ method, call }) => {
        const at = await stage(method, 1_000);
        addFault({ action: 'holdReply', delayMs: 1_200, method, phone: at.phone });
        expect(await call(at, bench)).toMatchObject({ kind: 'lost', reason: textWith('1000 ms') });
        expect(await at.connection.sendCode({ phone: at.phone })).toMatchObject({ kind: 'notSent' });
        await sleep(LONG_ENOUGH_MS);
        expect(bench.count(method, at.phone)).toBe(1);
      },
    );

    it('tells by a probe what became of a lost signIn', async () => {
      const phone = bench.number();
      const session = await bench.session();
      const connection = await bench.open(session);
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      bench.sandbox.control.setFaults([{ action: 'dropAfter', method: 'auth.signIn', phone }]);
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).toMatchObject({ kind: 'lost' });
      const probe = await bench.open(session);
      expect(await probe.whoAmI()).toMatchObject({ kind: 'account' });
    });

    it('closes the socket at once when the signal says so', async () => {
      const lease = new AbortController();
      const phone = bench.number();
      const openBefore = bench.sandbox.control.connections().open;
      const connection = await bench.connect(2, { signal: lease.signal });
      bench.sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode', phone }]);
      const answer = connection.sendCode({ phone });
      await bench.sandbox.control.waitForCalls({ method: 'auth.sendCode', phone });
      const beganAtMs = performance.now();
      lease.abort();
      expect(await answer).toMatchObject({ kind: 'lost' });
      expect(performance.now() - beganAtMs).toBeLessThan(200);
      expect(await connection.whoAmI()).toMatchObject({ kind: 'notSent' });
      await expect.poll(() => bench.sandbox.control.connections().open).toBe(openBefore);
      bench.sandbox.control.clearFaults();
    });

    it('opens nothing once the signal has spoken', async () => {
      const session = await bench.session();
      const signal = AbortSignal.abort();
      expect(await bench.gateway.open(session, { deadlineMs: 1_000, signal })).toMatchObject({ kind: 'failed' });
      expect(await bench.gateway.createSession(2, { deadlineMs: 1_000, signal })).toMatchObject({ kind: 'failed' });
    });

    it('answers calls under way when it is closed', async () => {
      const phone = bench.number();
      const connection = await bench.connect();
      bench.sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode', phone }]);
      const answer = connection.sendCode({ phone });
      await bench.sandbox.control.waitForCalls({ method: 'auth.sendCode', phone });
      await connection.close();
      expect(await answer).toMatchObject({ kind: 'lost' });
      bench.sandbox.control.clearFaults();
    });
  });
}
