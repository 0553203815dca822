import { describe, expect, it } from 'vitest';
import type { Lease } from '../../vault/sessions/session-vault.ts';
import { aSession, type SessionVaultBench } from './session-vault-bench.ts';

const HOUR_MS = 3_600_000;

/** The part of the session vault's suite that is about calls that must not be made twice. */
export function sessionVaultIntents(bench: SessionVaultBench): void {
  describe('intents', () => {
    const key = { sessionId: 's1', effectId: 'e1' };
    const sendCode = { effectId: 'e1', method: 'auth.sendCode', numberId: 'n1' };

    it('is open until answered, and then answers with its result and age', async () => {
      const held = await bench.pending();
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'none' });
      expect(await bench.vault.openIntent(held, sendCode)).toEqual({ kind: 'opened' });
      expect(await bench.vault.openIntent(held, sendCode)).toEqual({ kind: 'open' });
      await bench.vault.answerIntent(held, { effectId: 'e1', result: { hash: 'abc', n: [1, null] } });
      bench.nowMs += 1500;
      const answered = { kind: 'answered', result: { hash: 'abc', n: [1, null] }, ageMs: 1500 };
      expect(await bench.vault.readIntent(key)).toEqual(answered);
      expect(await bench.vault.openIntent(held, sendCode)).toEqual(answered);
      expect(await bench.vault.loseIntent(key)).toEqual(answered);
    });

    it('keeps the first answer when it is answered twice', async () => {
      const held = await bench.pending();
      await bench.vault.openIntent(held, sendCode);
      await bench.vault.answerIntent(held, { effectId: 'e1', result: 1 });
      await bench.vault.answerIntent(held, { effectId: 'e1', result: 2, session: aSession(2) });
      expect(await bench.vault.readIntent(key)).toMatchObject({ result: 1 });
      expect((await bench.vault.load('s1'))?.session).toEqual(aSession(7));
    });

    it('takes a result without a value', async () => {
      const held = await bench.pending();
      await bench.vault.openIntent(held, sendCode);
      await bench.vault.answerIntent(held, { effectId: 'e1', result: undefined });
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'answered', result: undefined, ageMs: 0 });
    });

    it('refuses the late answer of a lost intent, with all that belongs to it', async () => {
      const held = await bench.pending();
      await bench.vault.openIntent(held, sendCode);
      expect(await bench.vault.loseIntent(key)).toEqual({ kind: 'lost' });
      expect(await bench.vault.loseIntent(key)).toEqual({ kind: 'lost' });
      const late = bench.vault.answerIntent(held, { effectId: 'e1', result: 1, session: aSession(2) });
      await expect(late).rejects.toMatchObject({ name: 'LeaseLostError', reason: 'intentLost' });
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'lost' });
      expect(await bench.vault.openIntent(held, sendCode)).toEqual({ kind: 'lost' });
      expect((await bench.vault.load('s1'))?.session).toEqual(aSession(7));
    });

    it('cannot be announced any more once it was given up', async () => {
      const held = await bench.pending();
      expect(await bench.vault.loseIntent(key)).toEqual({ kind: 'none' });
      expect(await bench.vault.loseIntent(key)).toEqual({ kind: 'none' });
      expect(await bench.vault.openIntent(held, sendCode)).toEqual({ kind: 'lost' });
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'none' });
    });

    it('is forgotten with its send when it is withdrawn', async () => {
      const held = await bench.pending();
      const budget = { limit: 1, windowMs: HOUR_MS };
      await bench.vault.openIntent(held, { ...sendCode, budget });
      await bench.vault.withdrawIntent(held, 'e1');
      await bench.vault.withdrawIntent(held, 'e1');
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'none' });
      expect(await bench.vault.openIntent(held, { ...sendCode, budget })).toEqual({ kind: 'opened' });
      await bench.vault.answerIntent(held, { effectId: 'e1', result: 1 });
      await expect(bench.vault.withdrawIntent(held, 'e1')).rejects.toThrow(/took place/);
      await expect(bench.vault.answerIntent(held, { effectId: 'e2', result: 1 })).rejects.toThrow(/openIntent/);
    });

    it('stores answer, key and promotion together or not at all', async () => {
      const held = await bench.lease();
      await bench.vault.openIntent(held, sendCode);
      const promote = { userId: '1', firstName: 'A' };
      await expect(bench.vault.answerIntent(held, { effectId: 'e1', result: 1, promote })).rejects.toThrow(
        /savePending/,
      );
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'open' });
    });

    it('forgets the results before the one that completes a sign-in', async () => {
      const held = await bench.pending();
      const signIn = { sessionId: 's1', effectId: 'e2' };
      await bench.vault.openIntent(held, sendCode);
      await bench.vault.answerIntent(held, { effectId: 'e1', result: { hash: 'h' } });
      await bench.vault.openIntent(held, { ...sendCode, effectId: 'e2' });
      const promote = { userId: '1', firstName: 'A' };
      await bench.vault.answerIntent(held, { effectId: 'e2', result: 'signedIn', promote });
      expect(await bench.vault.readIntent(key)).toEqual({ kind: 'lost' });
      expect(await bench.vault.readIntent(signIn)).toMatchObject({ kind: 'answered', result: 'signedIn' });
    });
  });

  describe('budget', () => {
    const budget = { limit: 2, windowMs: HOUR_MS };
    const send = (held: Lease, effectId: string, numberId = 'n1') =>
      bench.vault.openIntent(held, { effectId, method: 'auth.sendCode', numberId, budget });

    it('moves with time, across sign-ins', async () => {
      const first = await bench.lease('s1', 'a', 10 * HOUR_MS);
      const second = await bench.lease('s2', 'a', 10 * HOUR_MS);
      expect(await send(first, 'e1')).toEqual({ kind: 'opened' });
      bench.nowMs += 60_000;
      expect(await send(second, 'e1')).toEqual({ kind: 'opened' });
      bench.nowMs += 60_000;
      expect(await send(first, 'e2')).toEqual({ kind: 'budgetUsedUp', freeInMs: HOUR_MS - 120_000 });
      expect(await bench.vault.readIntent({ sessionId: 's1', effectId: 'e2' })).toEqual({ kind: 'none' });
      expect(await send(first, 'e1')).toEqual({ kind: 'open' });
      expect(await send(second, 'other', 'n2')).toEqual({ kind: 'opened' });
      bench.nowMs += HOUR_MS - 120_000;
      expect(await send(first, 'e2')).toEqual({ kind: 'opened' });
      expect(await send(first, 'e3')).toEqual({ kind: 'budgetUsedUp', freeInMs: 60_000 });
    });

    it('counts lost calls and ended sign-ins, and gives back what Telegram refused', async () => {
      const held = await bench.pending();
      await send(held, 'e1');
      await bench.vault.loseIntent({ sessionId: 's1', effectId: 'e1' });
      await send(held, 'e2');
      await bench.vault.answerIntent(held, { effectId: 'e2', result: 'refused', releaseSend: true });
      expect(await send(held, 'e3')).toEqual({ kind: 'opened' });
      await bench.vault.endSession('s1');
      expect(await send(await bench.lease('s2'), 'e1')).toMatchObject({ kind: 'budgetUsedUp' });
    });

    it('opens no send while a pause lasts that Telegram named for that call to another sign-in of the number', async () => {
      const held = await bench.pending();
      await send(held, 'e1');
      const pause = { numberId: 'n1', method: 'auth.sendCode', errorName: 'FLOOD_WAIT_X', forMs: 60_000 };
      await bench.vault.answerIntent(held, { effectId: 'e1', result: 'refused', releaseSend: true, pause });
      expect(await send(held, 'e2')).toEqual({ kind: 'opened' });
      await bench.vault.withdrawIntent(held, 'e2');
      await bench.vault.endSession('s1');
      const next = await bench.lease('s2');
      bench.nowMs += 20_000;
      const left = { errorName: 'FLOOD_WAIT_X', forMs: 40_000 };
      expect(await send(next, 'e1')).toEqual({ kind: 'paused', pause: left });
      expect(await bench.vault.readIntent({ sessionId: 's2', effectId: 'e1' })).toEqual({ kind: 'none' });
      expect(await send(next, 'e2', 'n2')).toEqual({ kind: 'opened' });
      const resend = { effectId: 'e4', method: 'auth.resendCode', numberId: 'n1', budget };
      expect(await bench.vault.openIntent(next, resend)).toEqual({ kind: 'opened' });
      bench.nowMs += 40_000;
      expect(await send(await bench.lease('s3'), 'e1')).toEqual({ kind: 'opened' });
    });

    it('lets a call through that needs none, and none when the limit is 0', async () => {
      const held = await bench.pending();
      const none = { limit: 0, windowMs: 1000 };
      const call = { effectId: 'e1', method: 'auth.sendCode', numberId: 'n1' };
      expect(await bench.vault.openIntent(held, { ...call, budget: none })).toEqual({
        kind: 'budgetUsedUp',
        freeInMs: 1000,
      });
      expect(await bench.vault.openIntent(held, call)).toEqual({ kind: 'opened' });
    });
  });
}
