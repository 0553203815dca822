import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Forgery } from '../../sandbox/key-exchange/forgeries.ts';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { GatewayBench, optionsFor, textWith } from '../suites/gateway-bench.ts';
import { gramjsNewPassword } from './gramjs-new-password.ts';
import { gramjsProof } from './gramjs-proof.ts';

const options = { deadlineMs: 5_000 };
let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start({ createGateway, prove: gramjsProof, newPassword: gramjsNewPassword });
});
afterEach(() => bench.sandbox.control.clearFaults());
afterAll(async () => bench.stop());

function forge(...what: Forgery[]): void {
  bench.sandbox.control.setFaults(what.map((each) => ({ action: 'forge', what: each })));
}

describe('a key exchange', () => {
  it.each<[Forgery, string]>([
    ['unknownServerKey', 'does not have the key'],
    ['nonce', 'belongs to another exchange'],
    ['pqPrime', 'not the product of two primes'],
    ['pqThreePrimes', 'not the product of two primes'],
    ['pqHuge', 'not the product of two primes'],
    ['pqLong', 'not the product of two primes'],
    ['pqSquare', 'not the product of two primes'],
    ['serverNonce', 'belongs to another exchange'],
    ['innerNonce', 'belongs to another exchange'],
    ['innerServerNonce', 'belongs to another exchange'],
    ['answerHash', 'does not match its hash'],
    ['primeShort', 'has not 2048 bits'],
    ['primeComposite', 'is not a safe one'],
    ['primeNotSafe', 'is not a safe one'],
    ['generator', 'does not fit its prime'],
    ['gAZero', 'out of its range'],
    ['gAOne', 'out of its range'],
    ['gAPrimeMinusOne', 'out of its range'],
    ['gASmall', 'out of its range'],
    ['gALarge', 'out of its range'],
    ['lastServerNonce', 'belongs to another exchange'],
    ['newNonceHash', 'did not prove'],
  ])('is refused, and not tried again, for %s', async (what, why) => {
    // Were it tried again, it would succeed: a forgery is made once.
    forge(what);
    expect(await bench.gateway.createSession(2, options)).toEqual({
      kind: 'failed',
      code: 'KEY_EXCHANGE_FAILED',
      reason: textWith(why),
    });
    expect(bench.sandbox.control.faults()).toEqual([]);
  });

  it.each<Forgery>(['dhParamsFail', 'dhGenFail'])('begins anew on another connection after %s', async (what) => {
    forge(what);
    expect(await bench.gateway.createSession(2, options)).toMatchObject({ kind: 'created' });
    forge(what, what, what, what);
    expect(await bench.gateway.createSession(2, options)).toMatchObject({ code: 'KEY_EXCHANGE_FAILED' });
  });

  it.each<[Forgery, string]>([
    ['dhParamsFail', 'does not match its hash'],
    ['dhGenRetry', 'did not prove'],
    ['dhGenFail', 'did not prove'],
  ])('believes %s only with its proof', async (what, why) => {
    forge(what, 'newNonceHash');
    expect(await bench.gateway.createSession(2, options)).toMatchObject({
      code: 'KEY_EXCHANGE_FAILED',
      reason: textWith(why),
    });
  });

  it('sends another number when the data centre asks for one, and signs in with the key that comes of it', async () => {
    forge('dhGenRetry', 'dhGenRetry');
    const phone = bench.number();
    const connection = await bench.open(await bench.session());
    expect(await connection.sendCode({ phone })).toMatchObject({ kind: 'sentCode' });
  });

  it('gives up a data centre that asks for another number for ever', async () => {
    forge(...Array.from({ length: 16 }, (): Forgery => 'dhGenRetry'));
    expect(await bench.gateway.createSession(2, options)).toMatchObject({
      code: 'KEY_EXCHANGE_FAILED',
      reason: textWith('again and again'),
    });
  });
});

describe('a data centre that was not meant', () => {
  it('is told apart from the right one at the same address', async () => {
    const target = bench.sandbox.dcs[0];
    if (target === undefined) throw new Error('no data centre');
    const gateway = createGateway({ ...optionsFor(bench.sandbox), dcs: [{ ...target, id: 5 }] });
    expect(await gateway.createSession(5, options)).toEqual({
      kind: 'failed',
      code: 'KEY_EXCHANGE_FAILED',
      reason: textWith('-444'),
    });
  });
});

describe('an encrypted answer', () => {
  const wrong: readonly Forgery[] = [
    'msgKey',
    'sessionId',
    'repeatedMsgId',
    'oldMsgId',
    'newMsgId',
    'evenMsgId',
    'lengthTooLarge',
    'lengthUneven',
    'paddingShort',
    'paddingLong',
  ];

  const isNotBelieved = async (...what: Forgery[]): Promise<void> => {
    const phone = bench.number();
    const connection = await bench.connect(2, { deadlineMs: 700 });
    forge(...what);
    expect(await connection.sendCode({ phone })).toMatchObject({ kind: 'lost' });
    expect(bench.sandbox.control.faults()).toEqual([]);
    expect(bench.count('auth.sendCode', phone)).toBe(1);
  };

  it.each(wrong)('is not believed with a wrong %s', async (what) => isNotBelieved(what));

  it.each<Forgery>(['repeatedMsgId', 'oldMsgId', 'newMsgId', 'evenMsgId'])(
    'is not believed in a container with a wrong %s',
    async (what) => isNotBelieved('inContainer', what),
  );

  it('is believed in a container', async () => {
    const phone = bench.number();
    const connection = await bench.connect();
    forge('inContainer');
    expect(await connection.sendCode({ phone })).toMatchObject({ kind: 'sentCode' });
    expect(bench.sandbox.control.faults()).toEqual([]);
  });
});
