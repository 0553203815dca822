import { afterEach, beforeEach } from 'vitest';
import type { KeyRing } from '../../runtime/sealing.ts';
import type { Lease, SessionVault, StoredSession } from '../../vault/sessions/session-vault.ts';

/** One empty store per test; each `open` is another process's view of the same store. */
export type SessionVaultStore = {
  open(options: { vaultKeys: KeyRing; nowMs: () => number }): Promise<SessionVault>;
  remove(): Promise<void>;
};

export type SessionVaultBench = {
  /** The clock of all vaults of a test; it moves when the test moves it. */
  nowMs: number;
  vault: SessionVault;
  open(vaultKeys?: KeyRing): Promise<SessionVault>;
  lease(sessionId?: string, holder?: string, ttlMs?: number): Promise<Lease>;
  /** Leases the session and saves a pending row of number n1 in the sandbox. */
  pending(sessionId?: string, session?: StoredSession): Promise<Lease>;
};

export const oneKey: KeyRing = { currentId: 'k1', keys: new Map([['k1', new Uint8Array(32).fill(1)]]) };

/** A new store with one open vault before each test, all closed and removed after it. */
export function sessionVaultBench(makeStore: () => Promise<SessionVaultStore>): SessionVaultBench {
  const opened: SessionVault[] = [];
  let store: SessionVaultStore | undefined;
  let vault: SessionVault | undefined;

  beforeEach(async () => {
    bench.nowMs = 1_800_000_000_000;
    store = await makeStore();
    bench.vault = await bench.open();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await store?.remove();
  });

  const bench: SessionVaultBench = {
    nowMs: 0,
    get vault() {
      if (vault === undefined) throw new Error('The vault opens before each test, not earlier.');
      return vault;
    },
    set vault(next) {
      vault = next;
    },
    async open(vaultKeys = oneKey) {
      if (store === undefined) throw new Error('The store is made before each test, not earlier.');
      const one = await store.open({ vaultKeys, nowMs: () => bench.nowMs });
      opened.push(one);
      return one;
    },
    async lease(sessionId = 's1', holder = 'a', ttlMs = 60_000) {
      const answer = await bench.vault.acquireLease({ sessionId, holder, ttlMs });
      if (answer.kind !== 'acquired') throw new Error('the lease is held');
      return answer.lease;
    },
    async pending(sessionId = 's1', session = aSession(7)) {
      const held = await bench.lease(sessionId);
      await bench.vault.savePending(held, { numberId: 'n1', environment: 'sandbox', session });
      return held;
    },
  };
  return bench;
}

export function aSession(seed: number): StoredSession {
  return {
    dcId: 2,
    host: '127.0.0.1',
    port: 8443,
    authKey: new Uint8Array(256).map((_, index) => (index * seed) % 256),
    timeOffsetSeconds: -seed,
  };
}
