import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
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

it('tells of each QR code of a view that stays as it is, and of none with a view that shows no more', async () => {
  const numberId = 'another-number';
  const view = { ...viewWith({ kind: 'scan', deadlineAtMs: 1 }), loginId: 'scans', version: 1 };
  const put = (step: LoginView['step'], version: number, scans: boolean) =>
    records.putView({ numberId, loginId: 'scans', version, view: { ...view, version, step }, ended: !scans, scans });
  await put(view.step, 1, true);
  const seen: unknown[] = [];
  for await (const { scan, step } of watchViews(records, numberId, { signal: AbortSignal.timeout(5_000) })) {
    seen.push(scan?.link ?? step.kind);
    if (seen.length === 1) await records.putScan('scans', { link: 'first', expiresAtMs: 1 });
    if (seen.length === 2) await records.putScan('scans', { link: 'second', expiresAtMs: 1 });
    if (seen.length === 3) await put({ kind: 'cancelled', reason: 'person' }, 2, false);
  }
  expect(seen).toEqual(['scan', 'first', 'second', 'cancelled']);
});
