import { describe, expect, it } from 'vitest';
import { aSession, type SessionVaultBench } from './session-vault-bench.ts';

const token = (seed: number): Uint8Array => new Uint8Array(32).fill(seed);

/** Future auth tokens, and sessions that their owner has ended. */
export function sessionVaultTokens(bench: SessionVaultBench): void {
  describe('future auth tokens', () => {
    it('are found by another process, oldest first, in their own environment only', async () => {
      await bench.vault.keepFutureToken('sandbox', token(1));
      await bench.vault.keepFutureToken('sandbox', token(2));
      await bench.vault.keepFutureToken('production', token(3));
      const other = await bench.open();
      expect(await other.futureTokens('sandbox')).toEqual([token(1), token(2)]);
      expect(await other.futureTokens('production')).toEqual([token(3)]);
    });

    it('are twenty at most: the oldest goes, one that comes again is new', async () => {
      for (let seed = 1; seed <= 20; seed += 1) await bench.vault.keepFutureToken('sandbox', token(seed));
      await bench.vault.keepFutureToken('sandbox', token(1));
      await bench.vault.keepFutureToken('sandbox', token(21));
      const kept = (await bench.vault.futureTokens('sandbox')).map(([first]) => first);
      expect(kept).toEqual([...Array.from({ length: 18 }, (_, at) => at + 3), 1, 21]);
    });

    it('are stored with the answer that brought them, or not at all', async () => {
      const held = await bench.pending('s1');
      await bench.vault.openIntent(held, { effectId: 'e1', method: 'auth.signIn', numberId: 'n1' });
      await bench.vault.loseIntent({ sessionId: 's1', effectId: 'e1' });
      const late = { effectId: 'e1', result: 'ok', futureToken: token(4) };
      await expect(bench.vault.answerIntent(held, late)).rejects.toThrow();
      expect(await bench.vault.futureTokens('sandbox')).toEqual([]);
      await bench.vault.openIntent(held, { effectId: 'e2', method: 'auth.signIn', numberId: 'n1' });
      await bench.vault.answerIntent(held, { effectId: 'e2', result: 'ok', futureToken: token(5) });
      expect(await bench.vault.futureTokens('sandbox')).toEqual([token(5)]);
    });
  });

  describe('a session that its owner has ended', () => {
    const signIn = async (sessionId: string): Promise<void> => {
      const held = await bench.pending(sessionId);
      await bench.vault.openIntent(held, { effectId: 'e1', method: 'auth.signIn', numberId: 'n1' });
      const promote = { userId: '42', firstName: 'Ada' };
      await bench.vault.answerIntent(held, { effectId: 'e1', result: 'ok', promote, session: aSession(9) });
    };

    it('is remembered for its number until that is signed in anew', async () => {
      await signIn('s1');
      await bench.vault.endSession('s1', 'owner');
      expect(await bench.vault.endedByOwner('n1', 'sandbox')).toBe(true);
      expect(await bench.vault.endedByOwner('n1', 'production')).toBe(false);
      expect(await bench.vault.endedByOwner('n2', 'sandbox')).toBe(false);
      await bench.pending('s2');
      await bench.vault.endSession('s2');
      expect(await bench.vault.endedByOwner('n1', 'sandbox')).toBe(true);
      await signIn('s3');
      expect(await bench.vault.endedByOwner('n1', 'sandbox')).toBe(false);
    });

    it('is not one that we have ended, unless that is learned afterwards', async () => {
      await signIn('s1');
      await bench.vault.endSession('s1');
      expect(await bench.vault.endedByOwner('n1', 'sandbox')).toBe(false);
      await bench.vault.endSession('s1', 'owner');
      await bench.vault.endSession('s1');
      expect(await bench.vault.endedByOwner('n1', 'sandbox')).toBe(true);
    });
  });
}
