import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keepLease } from '../../activities/call-scope.ts';
import { LEASE_TTL_MS } from '../../contracts/timings.ts';

const lease = { sessionId: 's1', holder: 'a', fence: 1 };
const logger = { info: () => undefined, warn: () => undefined };

it('gives a lease up in a process that was frozen past its safe time, though the vault would renew it', async () => {
  let renewals = 0;
  const vault = { renewLease: async () => (renewals += 1) > 0 };
  const keeper = keepLease({ vault, logger }, lease, performance.now());
  expect(keeper.mayWrite()).toBe(true);
  // Both timers, renewal and expiry, are overdue when the process goes on; the renewal's runs first.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEASE_TTL_MS);
  expect(keeper.mayWrite()).toBe(false);
  for (let turns = 0; turns < 5; turns += 1) await turn();
  expect(keeper.mayWrite()).toBe(false);
  expect(keeper.signal.aborted).toBe(true);
  expect(renewals).toBe(0);
  keeper.stop();
});
