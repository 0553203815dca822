import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numberIdOf } from '../../runtime/number-id.ts';
import type { KeyRing } from '../../runtime/sealing.ts';
import type { AuditRow, Records } from '../../vault/records/records.ts';
import type { SessionVault } from '../../vault/sessions/session-vault.ts';
import { recordsScanSuite } from './records-scan-suite.ts';

/** One empty store per test; each `open` is another process's view of the same store. */
export type RecordsStore = {
  open(options: { payloadKeys: KeyRing; idKey: Uint8Array; nowMs: () => number }): Promise<Records>;
  openVault(options: { nowMs: () => number }): Promise<SessionVault>;
  remove(): Promise<void>;
};

const idKey = new Uint8Array(32).map((_, index) => index);
const oneKey: KeyRing = { currentId: 'p1', keys: new Map([['p1', new Uint8Array(32).fill(3)]]) };
const rotated: KeyRing = { currentId: 'p2', keys: new Map([...oneKey.keys, ['p2', new Uint8Array(32).fill(4)]]) };
const ada = { phone: '+4915112345678', label: 'Support', owner: 'Ada', actor: 'root@host' };

export function recordsSuite(name: string, makeStore: () => Promise<RecordsStore>): void {
  describe(name, () => {
    let store: RecordsStore;
    let records: Records;
    let nowMs: number;
    const opened: { close(): Promise<void> }[] = [];

    const open = async (payloadKeys: KeyRing = oneKey, key: Uint8Array = idKey) => {
      const one = await store.open({ payloadKeys, idKey: key, nowMs: () => nowMs });
      opened.push(one);
      return one;
    };

    beforeEach(async () => {
      nowMs = 1_800_000_000_000;
      store = await makeStore();
      records = await open();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await store.remove();
    });

    describe('numbers', () => {
      it('finds an enrolled number by its phone and by its id', async () => {
        const number = await records.enrol(ada);
        expect(number).toEqual({
          numberId: numberIdOf(idKey, ada.phone),
          phone: ada.phone,
          label: 'Support',
          owner: 'Ada',
          enrolledBy: 'root@host',
          enrolledAtMs: nowMs,
        });
        const other = await open();
        expect(await other.number(number.numberId)).toEqual(number);
        expect(await other.numberByPhone(ada.phone)).toEqual(number);
        expect(await other.numberByPhone('+4915100000000')).toBeUndefined();
        expect(await other.number('unknown')).toBeUndefined();
      });

      it('relabels without forgetting who enrolled it first', async () => {
        await records.enrol(ada);
        nowMs += 1000;
        const changed = await records.enrol({ ...ada, label: 'Sales', owner: 'Bob', actor: 'bob' });
        expect(changed).toMatchObject({ label: 'Sales', owner: 'Bob', enrolledBy: 'root@host' });
        expect(changed.enrolledAtMs).toBe(nowMs - 1000);
        expect(await records.numbers()).toEqual([changed]);
      });

      it('lists numbers in the order they were enrolled', async () => {
        await records.enrol({ ...ada, phone: '+4915100000009' });
        nowMs += 1;
        await records.enrol({ ...ada, phone: '+4915100000001' });
        expect((await records.numbers()).map((number) => number.phone)).toEqual(['+4915100000009', '+4915100000001']);
      });

      it('removes a number once, and says who did what', async () => {
        const { numberId } = await records.enrol(ada);
        nowMs += 1;
        await records.enrol({ ...ada, label: 'Sales', actor: 'bob' });
        nowMs += 1;
        expect(await records.removeNumber(numberId, 'eve')).toBe(true);
        expect(await records.removeNumber(numberId, 'eve')).toBe(false);
        expect(await records.number(numberId)).toBeUndefined();
        const acts = (await records.audit({ numberId, limit: 10 })).map((row) => [row.act, row.actor]);
        expect(acts).toEqual([
          ['numbers.remove', 'eve'],
          ['numbers.change', 'bob'],
          ['numbers.add', 'root@host'],
        ]);
      });
    });

    describe('views', () => {
      const put = (loginId: string, version: number, numberId = 'n1', ended = false) =>
        records.putView({ numberId, loginId, version, view: { step: `${loginId}-${version}` }, ended });

      it('never replaces a newer view with an older one', async () => {
        await put('l1', 1);
        nowMs += 5;
        await put('l1', 3, 'n1', true);
        await put('l1', 2);
        const other = await open();
        expect(await other.latestView('n1')).toEqual({
          numberId: 'n1',
          loginId: 'l1',
          version: 3,
          view: { step: 'l1-3' },
          ended: true,
          updatedAtMs: nowMs,
          change: 2,
        });
        expect(await other.latestView('n2')).toBeUndefined();
      });

      it("answers with the number's newest sign-in, even when an older one writes last", async () => {
        await put('l1', 1);
        await put('l2', 1);
        await put('l1', 2, 'n1', true);
        expect((await records.latestView('n1'))?.loginId).toBe('l2');
      });

      it('shows the sign-in before one that steps back, and that one to whoever asks for it', async () => {
        await put('l1', 1, 'n1', true);
        await put('l2', 1);
        const refused = { numberId: 'n1', loginId: 'l2', version: 2, view: 'refused', ended: true, aside: true };
        await records.putView(refused);
        await records.putView({ ...refused, loginId: 'l3' });
        expect((await records.latestView('n1'))?.loginId).toBe('l1');
        expect((await records.latestViews(10)).map((row) => row.loginId)).toEqual(['l1']);
        expect(await records.view('l2')).toMatchObject({ loginId: 'l2', version: 2, ended: true });
        await put('l4', 1);
        expect((await records.latestView('n1'))?.loginId).toBe('l4');
        await records.putView({ ...refused, loginId: 'l5', numberId: 'n2' });
        expect((await records.latestView('n2'))?.loginId).toBe('l5');
        expect(await records.view('l6')).toBeUndefined();
      });

      it('lists one view a number, the newest change first', async () => {
        await put('l1', 1, 'n1');
        nowMs += 1;
        await put('l2', 1, 'n2');
        nowMs += 1;
        await put('l3', 1, 'n3');
        nowMs += 1;
        await put('l1', 2, 'n1');
        nowMs += 1;
        await put('l4', 1, 'n3');
        expect((await records.latestViews(10)).map((row) => row.loginId)).toEqual(['l4', 'l1', 'l2']);
        expect((await records.latestViews(2)).map((row) => row.loginId)).toEqual(['l4', 'l1']);
      });

      recordsScanSuite(() => ({ records, open }));

      it('stores audit rows with the view, each once', async () => {
        const row = { numberId: 'n1', loginId: 'l1', version: 1, view: 1, ended: false };
        await records.putView(row, [audit('a1')]);
        await records.putView(row, [audit('a1'), audit('a2')]);
        expect((await records.audit({ limit: 10 })).map((one) => one.auditId)).toEqual(['a2', 'a1']);
      });
    });

    describe('changes', () => {
      it('are told to whoever asks since one, oldest first, each sign-in once', async () => {
        expect(await records.newestChange()).toBe(0);
        const put = (loginId: string, version: number) =>
          records.putView({ numberId: `n-${loginId}`, loginId, version, view: { version }, ended: false });
        await put('l1', 1);
        await put('l2', 1);
        const seen = await records.newestChange();
        const other = await open();
        expect(await other.viewsSince(seen, 10)).toEqual([]);
        await put('l2', 2);
        await put('l1', 2);
        await put('l2', 3);
        await put('l1', 1);
        const news = await other.viewsSince(seen, 10);
        expect(news.map(({ loginId, version }) => `${loginId} ${version}`)).toEqual(['l1 2', 'l2 3']);
        expect(news.at(-1)?.change).toBe(await other.newestChange());
        expect((await other.viewsSince(0, 1)).map(({ loginId }) => loginId)).toEqual(['l1']);
      });
    });

    describe('what is used once', () => {
      it('is used by one of many', async () => {
        const other = await open();
        const tries = await Promise.all([records, other, records].map((each) => each.useOnce('value', 1_000)));
        expect(tries.filter(Boolean)).toHaveLength(1);
        expect(await other.useOnce('another', 1_000)).toBe(true);
      });
    });

    describe('audit', () => {
      it('keeps the first of two rows with one id', async () => {
        await records.appendAudit([audit('a1', { detail: 'first' })]);
        await records.appendAudit([audit('a1', { detail: 'second' }), audit('a2', { atMs: 2000 })]);
        expect(await records.audit({ limit: 10 })).toEqual([
          audit('a2', { atMs: 2000 }),
          audit('a1', { detail: 'first' }),
        ]);
      });

      it('filters by number, act and time, and limits to the newest', async () => {
        await records.appendAudit([
          audit('a1', { numberId: 'n1', atMs: 1 }),
          audit('a2', { numberId: 'n2', atMs: 2 }),
          audit('a3', { numberId: 'n1', atMs: 3 }),
          audit('a4', { atMs: 4, act: 'link.opened' }),
        ]);
        const ids = async (filter: Parameters<Records['audit']>[0]) =>
          (await records.audit(filter)).map((row) => row.auditId);
        expect(await ids({ numberId: 'n1', limit: 10 })).toEqual(['a3', 'a1']);
        expect(await ids({ limit: 2 })).toEqual(['a4', 'a3']);
        expect(await ids({ act: 'link.opened', limit: 10 })).toEqual(['a4']);
        expect(await ids({ act: 'login.start', sinceMs: 2, limit: 10 })).toEqual(['a3', 'a2']);
        expect(await ids({ act: 'login.start', numberId: 'n1', sinceMs: 3, limit: 10 })).toEqual(['a3']);
      });
    });

    it('counts the sends that the session vault reserved', async () => {
      const vault = await store.openVault({ nowMs: () => nowMs });
      opened.push(vault);
      const budget = { limit: 2, windowMs: 10_000 };
      const answer = await vault.acquireLease({ sessionId: 's1', holder: 'a', ttlMs: 60_000 });
      if (answer.kind !== 'acquired') throw new Error('the lease is held');
      expect(await records.sendsUsed('n1', budget)).toEqual({ used: 0, freeInMs: 0 });
      const call = { method: 'auth.sendCode', numberId: 'n1', budget };
      await vault.openIntent(answer.lease, { ...call, effectId: 'e1' });
      nowMs += 4000;
      await vault.openIntent(answer.lease, { ...call, effectId: 'e2' });
      expect(await records.sendsUsed('n1', budget)).toEqual({ used: 2, freeInMs: 6000 });
      expect(await records.sendsUsed('n2', budget)).toEqual({ used: 0, freeInMs: 0 });
      nowMs += 6000;
      expect(await records.sendsUsed('n1', budget)).toEqual({ used: 1, freeInMs: 0 });
    });

    it('counts the sessions of a number that work, over all data centres, without their keys', async () => {
      const vault = await store.openVault({ nowMs: () => nowMs });
      opened.push(vault);
      const session = { dcId: 2, host: 'h', port: 1, authKey: new Uint8Array(256), timeOffsetSeconds: 0 };
      for (const sessionId of ['s1', 's2', 's3']) {
        const answer = await vault.acquireLease({ sessionId, holder: 'a', ttlMs: 60_000 });
        if (answer.kind !== 'acquired') throw new Error('the lease is held');
        await vault.savePending(answer.lease, { numberId: 'n1', environment: sessionId, session });
        await vault.openIntent(answer.lease, { effectId: 'e', method: 'auth.signIn', numberId: 'n1' });
        const promote = sessionId === 's1' ? {} : { promote: { userId: '7', firstName: 'Ana' } };
        await vault.answerIntent(answer.lease, { effectId: 'e', result: {}, ...promote });
      }
      expect(await records.sessionsKept('n1')).toBe(2);
      await vault.endSession('s3');
      expect(await records.sessionsKept('n1')).toBe(1);
      expect(await records.sessionsKept('n2')).toBe(0);
    });

    describe('keys', () => {
      it('opens old rows with a rotated ring and seals new ones with its current key', async () => {
        await records.enrol(ada);
        records = await open(rotated);
        expect(await records.numberByPhone(ada.phone)).toMatchObject({ label: 'Support' });
        await records.enrol({ ...ada, label: 'Sales' });
        const newOnly = await open({ currentId: 'p2', keys: new Map([['p2', new Uint8Array(32).fill(4)]]) });
        expect(await newOnly.numberByPhone(ada.phone)).toMatchObject({ label: 'Sales' });
      });

      it('stops a wrong payload key and a wrong id key at open', async () => {
        await records.enrol(ada);
        const wrong: KeyRing = { currentId: 'p1', keys: new Map([['p1', new Uint8Array(32).fill(9)]]) };
        await expect(open(wrong)).rejects.toMatchObject({ name: 'VaultError', code: 'VAULT_KEY_WRONG' });
        await expect(open(oneKey, new Uint8Array(32).fill(9))).rejects.toMatchObject({ code: 'VAULT_KEY_WRONG' });
      });
    });
  });
}

function audit(auditId: string, rest: Partial<AuditRow> = {}): AuditRow {
  return { auditId, atMs: 1000, actor: 'ada', act: 'login.start', ...rest };
}
