import { describe, expect, it } from 'vitest';
import type { KeyRing } from '../../runtime/sealing.ts';
import { LeaseLostError } from '../../vault/sessions/lease-lost-error.ts';
import { aSession, oneKey, sessionVaultBench, type SessionVaultStore } from './session-vault-bench.ts';
import { sessionVaultTokens } from './session-vault-tokens.ts';
import { sessionVaultIntents } from './session-vault-intents.ts';

const rotated: KeyRing = { currentId: 'k2', keys: new Map([...oneKey.keys, ['k2', new Uint8Array(32).fill(2)]]) };
const onlyNew: KeyRing = { currentId: 'k2', keys: new Map([['k2', new Uint8Array(32).fill(2)]]) };

/** What every session vault does, whatever stores it. */
export function sessionVaultSuite(name: string, makeStore: () => Promise<SessionVaultStore>): void {
  describe(name, () => {
    const bench = sessionVaultBench(makeStore);

    describe('sessions', () => {
      it('loads what was saved, in another process', async () => {
        await bench.pending('s1', aSession(7));
        const other = await bench.open();
        expect(await other.load('s1')).toEqual({
          sessionId: 's1',
          numberId: 'n1',
          environment: 'sandbox',
          status: 'pending',
          session: aSession(7),
          updatedAtMs: bench.nowMs,
        });
        expect(await other.load('unknown')).toBeUndefined();
      });

      it('replaces its own pending row and touches no other session', async () => {
        await bench.pending('s1', aSession(1));
        const second = await bench.pending('s2', aSession(2));
        await bench.vault.savePending(second, { numberId: 'n1', environment: 'sandbox', session: aSession(3) });
        expect((await bench.vault.load('s1'))?.session).toEqual(aSession(1));
        expect((await bench.vault.load('s2'))?.session).toEqual(aSession(3));
      });

      it('lists only live sessions of that number and environment', async () => {
        const held = await bench.pending('s1');
        await bench.pending('s2');
        expect(await bench.vault.liveSessions('n1', 'sandbox')).toEqual([]);
        await bench.vault.openIntent(held, { effectId: 'e1', method: 'auth.signIn', numberId: 'n1' });
        bench.nowMs += 10;
        const owner = { userId: '42', firstName: 'Ada', username: 'ada' };
        await bench.vault.answerIntent(held, { effectId: 'e1', result: 'ok', promote: owner, session: aSession(9) });
        expect(await bench.vault.liveSessions('n1', 'sandbox')).toEqual([
          {
            sessionId: 's1',
            numberId: 'n1',
            environment: 'sandbox',
            status: 'live',
            session: aSession(9),
            updatedAtMs: bench.nowMs,
            owner,
          },
        ]);
        expect(await bench.vault.liveSessions('n1', 'production')).toEqual([]);
        expect(await bench.vault.liveSessions('n2', 'sandbox')).toEqual([]);
      });

      it('refuses a pending key over a live session', async () => {
        const held = await bench.pending();
        await bench.vault.openIntent(held, { effectId: 'e1', method: 'auth.signIn', numberId: 'n1' });
        await bench.vault.answerIntent(held, { effectId: 'e1', result: 1, promote: { userId: '1', firstName: 'A' } });
        await expect(
          bench.vault.savePending(held, { numberId: 'n1', environment: 'sandbox', session: aSession(5) }),
        ).rejects.toThrow(/live session/);
        expect((await bench.vault.load('s1'))?.session).toEqual(aSession(7));
      });

      it('forgets an ended session, its results and its lease, for good', async () => {
        const held = await bench.pending();
        await bench.vault.openIntent(held, { effectId: 'e1', method: 'auth.sendCode', numberId: 'n1' });
        await bench.vault.answerIntent(held, { effectId: 'e1', result: { hash: 'h' } });
        await bench.vault.endSession('s1');
        await bench.vault.endSession('s1');
        expect(await bench.vault.load('s1')).toBeUndefined();
        expect(await bench.vault.readIntent({ sessionId: 's1', effectId: 'e1' })).toEqual({ kind: 'lost' });
        expect(await bench.vault.renewLease(held, 1000)).toBe(false);
        const next = await bench.lease('s1', 'b');
        expect(next.fence).toBeGreaterThan(held.fence);
        const row = { numberId: 'n1', environment: 'sandbox', session: aSession(1) };
        await expect(bench.vault.savePending(next, row)).rejects.toMatchObject({ reason: 'sessionEnded' });
        await expect(
          bench.vault.openIntent(next, { effectId: 'e2', method: 'auth.sendCode', numberId: 'n1' }),
        ).rejects.toMatchObject({ reason: 'sessionEnded' });
      });

      it('stores no key for a sign-in that ended before it had one', async () => {
        const held = await bench.lease();
        await bench.vault.endSession('s1');
        const row = { numberId: 'n1', environment: 'sandbox', session: aSession(1) };
        await expect(bench.vault.savePending(held, row)).rejects.toThrow(LeaseLostError);
        await expect(bench.vault.savePending(await bench.lease(), row)).rejects.toThrow(LeaseLostError);
        expect(await bench.vault.load('s1')).toBeUndefined();
      });
    });

    describe('leases', () => {
      it('has one holder at a time', async () => {
        const first = await bench.lease('s1', 'a', 1000);
        const other = await bench.open();
        bench.nowMs += 400;
        const request = { sessionId: 's1', holder: 'b', ttlMs: 1000 };
        expect(await other.acquireLease(request)).toEqual({ kind: 'held', freeInMs: 600 });
        expect(await bench.vault.acquireLease({ ...request, holder: 'a' })).toEqual({ kind: 'held', freeInMs: 600 });
        expect(await other.acquireLease({ ...request, sessionId: 's2' })).toMatchObject({ kind: 'acquired' });
        await bench.vault.releaseLease(first);
        const second = await other.acquireLease(request);
        expect(second).toMatchObject({ kind: 'acquired', lease: { holder: 'b', fence: first.fence + 1 } });
      });

      it('is given to one of many who ask at once', async () => {
        const vaults = [bench.vault, await bench.open(), await bench.open()];
        const answers = await Promise.all(
          Array.from({ length: 30 }, (_, index) =>
            (vaults[index % 3] ?? bench.vault).acquireLease({ sessionId: 's1', holder: `h${index}`, ttlMs: 1000 }),
          ),
        );
        expect(answers.filter((answer) => answer.kind === 'acquired')).toHaveLength(1);
      });

      it('lasts as long as it is renewed', async () => {
        const held = await bench.lease('s1', 'a', 1000);
        bench.nowMs += 900;
        expect(await bench.vault.renewLease(held, 1000)).toBe(true);
        bench.nowMs += 900;
        expect((await bench.vault.acquireLease({ sessionId: 's1', holder: 'b', ttlMs: 1 })).kind).toBe('held');
        bench.nowMs += 101;
        expect((await bench.vault.acquireLease({ sessionId: 's1', holder: 'b', ttlMs: 1 })).kind).toBe('acquired');
        bench.nowMs += 2;
        expect(await bench.vault.renewLease(held, 1000)).toBe(false);
      });

      it('is renewed when its time ran out and nobody came, and then is held again', async () => {
        const held = await bench.lease('s1', 'a', 1000);
        bench.nowMs += 10_000;
        expect(await bench.vault.renewLease(held, 1000)).toBe(true);
        expect((await bench.vault.acquireLease({ sessionId: 's1', holder: 'b', ttlMs: 1 })).kind).toBe('held');
      });

      it('is not renewed once it was released', async () => {
        const held = await bench.lease('s1', 'a', 1000);
        await bench.vault.releaseLease(held);
        expect(await bench.vault.renewLease(held, 1000)).toBe(false);
        expect((await bench.vault.acquireLease({ sessionId: 's1', holder: 'b', ttlMs: 1 })).kind).toBe('acquired');
      });

      it('does not release what another holds', async () => {
        const first = await bench.lease('s1', 'a', 1000);
        bench.nowMs += 1000;
        await bench.lease('s1', 'b', 1000);
        await bench.vault.releaseLease(first);
        expect((await bench.vault.acquireLease({ sessionId: 's1', holder: 'c', ttlMs: 1 })).kind).toBe('held');
      });

      it('stores what came of a call also when its time ran out, and prepares no further one', async () => {
        const row = { numberId: 'n1', environment: 'sandbox', session: aSession(1) };
        const intent = (effectId: string) => ({ effectId, method: 'auth.sendCode', numberId: 'n1' });
        const slow = await bench.lease('s1', 'a', 1000);
        await bench.vault.savePending(slow, row);
        await bench.vault.openIntent(slow, intent('e1'));
        await bench.vault.openIntent(slow, intent('e2'));
        bench.nowMs += 10_000;
        await bench.vault.answerIntent(slow, { effectId: 'e1', result: { hash: 'h' }, session: aSession(3) });
        await bench.vault.withdrawIntent(slow, 'e2');
        expect(await bench.vault.readIntent({ sessionId: 's1', effectId: 'e1' })).toMatchObject({ kind: 'answered' });
        expect(await bench.vault.readIntent({ sessionId: 's1', effectId: 'e2' })).toEqual({ kind: 'none' });
        for (const preparing of [bench.vault.savePending(slow, row), bench.vault.openIntent(slow, intent('e3'))]) {
          await expect(preparing).rejects.toMatchObject({ name: 'LeaseLostError', reason: 'ranOut' });
        }
        expect((await bench.vault.load('s1'))?.session).toEqual(aSession(3));
      });

      it('refuses what came of a call that was given up after its time ran out', async () => {
        const slow = await bench.pending();
        for (const effectId of ['e1', 'e2']) {
          await bench.vault.openIntent(slow, { effectId, method: 'auth.sendCode', numberId: 'n1' });
          await bench.vault.loseIntent({ sessionId: 's1', effectId });
        }
        bench.nowMs += 3_600_000;
        for (const late of [
          bench.vault.answerIntent(slow, { effectId: 'e1', result: 1, session: aSession(3) }),
          bench.vault.withdrawIntent(slow, 'e2'),
        ]) {
          await expect(late).rejects.toMatchObject({ name: 'LeaseLostError', reason: 'intentLost' });
        }
        expect((await bench.vault.load('s1'))?.session).toEqual(aSession(7));
      });

      it('refuses every late write of a stalled holder once another came, who holds it, gave it back or let it run out', async () => {
        const stalled = await bench.lease('s1', 'a', 1000);
        const row = { numberId: 'n1', environment: 'sandbox', session: aSession(1) };
        await bench.vault.savePending(stalled, row);
        await bench.vault.openIntent(stalled, { effectId: 'e1', method: 'auth.sendCode', numberId: 'n1' });
        const lateWrites = () => [
          bench.vault.savePending(stalled, { ...row, session: aSession(2) }),
          bench.vault.openIntent(stalled, { effectId: 'e2', method: 'auth.sendCode', numberId: 'n1' }),
          bench.vault.withdrawIntent(stalled, 'e1'),
          bench.vault.answerIntent(stalled, { effectId: 'e1', result: 1, session: aSession(3) }),
        ];
        const allRefused = async () => {
          for (const outcome of await Promise.allSettled(lateWrites())) {
            expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'LeaseLostError', reason: 'taken' } });
          }
          expect((await bench.vault.load('s1'))?.session).toEqual(aSession(1));
          expect(await bench.vault.readIntent({ sessionId: 's1', effectId: 'e1' })).toEqual({ kind: 'open' });
          expect(await bench.vault.readIntent({ sessionId: 's1', effectId: 'e2' })).toEqual({ kind: 'none' });
        };
        bench.nowMs += 1000;
        const next = await bench.lease('s1', 'b', 1000);
        await allRefused();
        await bench.vault.releaseLease(next);
        await allRefused();
        const last = await bench.lease('s1', 'a', 1000);
        expect(last.fence).toBeGreaterThan(next.fence);
        bench.nowMs += 1000;
        await allRefused();
      });
    });

    sessionVaultTokens(bench);
    sessionVaultIntents(bench);

    describe('keys', () => {
      it('opens old rows with a rotated ring and seals new ones with its current key', async () => {
        await bench.pending('s1', aSession(1));
        bench.vault = await bench.open(rotated);
        await bench.pending('s2', aSession(2));
        expect((await bench.vault.load('s1'))?.session).toEqual(aSession(1));
        const newOnly = await bench.open(onlyNew);
        expect((await newOnly.load('s2'))?.session).toEqual(aSession(2));
        await expect(newOnly.load('s1')).rejects.toMatchObject({ code: 'VAULT_KEY_WRONG' });
      });

      it('stops a wrong key at open', async () => {
        await bench.pending();
        const sameName: KeyRing = { currentId: 'k1', keys: new Map([['k1', new Uint8Array(32).fill(9)]]) };
        await expect(bench.open(sameName)).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_KEY_WRONG' });
        await expect(bench.open(onlyNew)).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_KEY_WRONG' });
      });
    });
  });
}
