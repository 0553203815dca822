import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { GatewayBench, type GatewayUnderTest, sentCodeOf } from './gateway-bench.ts';

export function gatewayTokenSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: future auth tokens`, () => {
    let bench: GatewayBench;
    let passedMs = 0;
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest, { futureAuthToken: 'given' }, () => Date.now() + passedMs);
    });
    afterAll(async () => bench.stop());

    /** Signs in and out, and gives the tokens of both. */
    async function tokensOf(scenario: ScenarioInput = {}): Promise<{ phone: string; tokens: Uint8Array[] }> {
      const phone = bench.number(scenario);
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      const signedIn = await connection.signIn({ phone, hash, code: bench.code(phone) });
      const signedOut = await connection.logOut();
      if (signedIn.kind !== 'signedIn' || signedOut.kind !== 'done') throw new Error('Not signed in and out.');
      const tokens = [signedIn.futureToken, signedOut.futureToken].filter((token) => token !== undefined);
      expect(tokens.map(({ length }) => length)).toEqual([32, 32]);
      return { phone, tokens };
    }

    it('sign in without a code, among the tokens of others', async () => {
      const others = await tokensOf();
      const { phone, tokens } = await tokensOf();
      const [, signedOut] = tokens;
      const connection = await bench.connect();
      const futureTokens = [...others.tokens, ...(signedOut === undefined ? [] : [signedOut])];
      expect(await connection.sendCode({ phone, futureTokens })).toMatchObject({ kind: 'signedIn' });
      expect(await connection.whoAmI()).toMatchObject({ kind: 'account', account: { phone: phone.slice(1) } });
    });

    it('are of no use to another number', async () => {
      const { tokens } = await tokensOf();
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone: bench.number(), futureTokens: tokens })).toMatchObject({
        kind: 'sentCode',
      });
    });

    it('lead to the password where the account has one', async () => {
      const { phone, tokens } = await tokensOf();
      bench.sandbox.control.changeAccount(phone, { password2fa: { password: 'correct horse' } });
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone, futureTokens: tokens })).toEqual({ kind: 'passwordNeeded' });
      const info = await connection.getPassword();
      if (info.kind !== 'challenge') throw new Error(info.kind);
      const answer = await connection.checkPassword(await underTest.prove(info.challenge, 'correct horse'));
      expect(answer).toMatchObject({ kind: 'signedIn' });
      expect(answer).toHaveProperty('futureToken');
    });

    it('say that nobody has the number any more', async () => {
      const { phone, tokens } = await tokensOf();
      bench.sandbox.control.changeAccount(phone, { unoccupied: true });
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone, futureTokens: tokens })).toEqual({ kind: 'signUpRequired' });
    });

    it('bring a code like any other when they have expired', async () => {
      const { phone, tokens } = await tokensOf({ futureTokenLifetimeSeconds: 60 });
      passedMs += 61_000;
      const connection = await bench.connect();
      expect(await connection.sendCode({ phone, futureTokens: tokens })).toMatchObject({ kind: 'sentCode' });
    });

    it('come with neither answer where Telegram hands out none', async () => {
      bench.sandbox.control.changeSettings({ futureAuthToken: 'none' });
      const phone = bench.number();
      const connection = await bench.connect();
      const { hash } = sentCodeOf(await connection.sendCode({ phone }));
      expect(await connection.signIn({ phone, hash, code: bench.code(phone) })).not.toHaveProperty('futureToken');
      expect(await connection.logOut()).toEqual({ kind: 'done' });
    });
  });
}
