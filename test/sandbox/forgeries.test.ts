import { doAuthentication } from 'telegram/network/Authenticator.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { dial } from '../../telegram/dial.ts';
import { silentLogger } from '../../telegram/silent-logger.ts';
import { trust } from './gramjs-client.ts';

/** GramJS's own exchange fails once in some 200 times. */
const ATTEMPTS = 3;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }] });
  trust(sandbox);
});
afterAll(() => sandbox.close());

/** GramJS looks at no prime. */
async function carelessExchange(): Promise<number | undefined> {
  const [address] = sandbox.dcs;
  if (address === undefined) throw new Error('no data centre');
  const transport = await dial(address, { deadlineMs: 5_000 });
  if ('kind' in transport) throw new Error(transport.reason);
  try {
    const made = await doAuthentication(new MTProtoPlainSender(transport, silentLogger), silentLogger);
    return made.authKey.getKey()?.length;
  } catch {
    return undefined;
  } finally {
    transport.singleUseSocket.destroy();
  }
}

test.each(['primeNotSafe', 'primeComposite'] as const)(
  'a client that looks at no prime gets its key with %s',
  async (what) => {
    const made: (number | undefined)[] = [];
    for (let attempt = 0; attempt < ATTEMPTS && made.at(-1) === undefined; attempt += 1) {
      sandbox.control.setFaults([{ action: 'forge', what }]);
      made.push(await carelessExchange());
      expect(sandbox.control.faults()).toEqual([]);
    }
    expect(made.at(-1)).toBe(256);
  },
);
