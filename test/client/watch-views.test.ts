import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchViews } from '../../client/watch-views.ts';
import type { Records } from '../../vault/records/records.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { viewWith } from './views.ts';

const { file, remove } = temporaryFolder();
const payloadKeys = { currentId: 'p1', keys: new Map([['p1', new Uint8Array(32).fill(1)]]) };
let records: Records;

beforeAll(async () => {
  records = await openSqliteRecords({ file, payloadKeys, idKey: new Uint8Array(32).fill(2) });
});
afterAll(async () => {
  await records.close();
  remove();
});

it('shows the end of a start that steps back behind the signed-in view to whoever has joined it', async () => {
  const numberId = 'a-number';
  const signedIn = viewWith({ kind: 'signedIn', account: { userId: '7', firstName: 'Ana' }, dcId: 2 });
  await records.putView({ numberId, loginId: 'first', version: 9, view: signedIn, ended: true });
  const refused = {
    ...viewWith({ kind: 'failed', why: { code: 'ALREADY_SIGNED_IN' } }),
    loginId: 'second',
    version: 2,
    ended: true,
  };
  await records.putView({ numberId, loginId: 'second', version: 2, view: refused, ended: true, aside: true });
  const joined = { loginId: 'second', version: 1 };
  const seen = [];
  for await (const view of watchViews(records, numberId, { after: joined, signal: AbortSignal.timeout(5_000) })) {
    seen.push([view.loginId, view.step.kind]);
  }
  expect(seen).toEqual([['second', 'failed']]);
});
