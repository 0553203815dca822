import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import type { Records } from '../../vault/records/records.ts';
import type { SessionVault } from '../../vault/sessions/session-vault.ts';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { endStep } from '../../worker/live-check/end-step.ts';
import { findRun } from '../../worker/live-check/find-run.ts';
import { announcedCall } from '../../worker/live-check/live-call.ts';
import type { LiveDeps } from '../../worker/live-check/live-deps.ts';
import { codeEffect, readJournal } from '../../worker/live-check/live-journal.ts';
import { sendStep } from '../../worker/live-check/send-step.ts';
import { underLease } from '../../worker/live-check/under-lease.ts';
import { GatewayBench } from '../suites/gateway-bench.ts';
import { gramjsNewPassword } from '../telegram/gramjs-new-password.ts';
import { gramjsProof } from '../telegram/gramjs-proof.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { idKey, payloadKeys, vaultKeys } from '../vault/test-keys.ts';

let bench: GatewayBench;
let vault: SessionVault;
let records: Records;
let deps: LiveDeps;
let place: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  bench = await GatewayBench.start({ createGateway, prove: gramjsProof, newPassword: gramjsNewPassword });
});
afterAll(async () => {
  await bench.stop();
});
beforeEach(async () => {
  place = temporaryFolder();
  const { file } = place;
  vault = await openSqliteSessionVault({ file, vaultKeys });
  records = await openSqliteRecords({ file, payloadKeys, idKey });
  const logger = { info: () => undefined, warn: () => undefined };
  const { gateway } = bench;
  deps = { gateway, telegram: false, vault, records, logger, holder: 'this-process', sendsPerDay: 4 };
});
afterEach(async () => {
  await records.close();
  await vault.close();
  place.remove();
});

const numberId = 'number-1';
const first = { send: 1, method: 'auth.sendCode' } as const;

async function begun(): Promise<{ numberId: string; runId: string }> {
  return { numberId, runId: (await findRun(deps, numberId)).runId };
}

it('asks for each code once, whoever asks again', async () => {
  const phone = bench.number({ homeDc: 4 });
  const run = await begun();
  const { seen } = await sendStep(deps, run, first, phone);
  expect(seen.map(({ answer, dcId }) => [answer.kind, dcId])).toEqual([
    ['moved', 2],
    ['sentCode', 4],
  ]);
  const again = await sendStep({ ...deps, holder: 'another-process' }, run, first, phone);
  expect(again.seen.map(({ answer }) => answer.kind)).toEqual(['lost']);
  expect(bench.sandbox.control.inbox(phone)).toHaveLength(1);
});

it('is found again until it has ended, with what it has seen; the next one knows nothing of it', async () => {
  const phone = bench.number();
  const run = await begun();
  await sendStep(deps, run, first, phone);
  expect(await begun()).toEqual(run);
  expect((await readJournal(vault, run.runId)).map(({ seen }) => seen.answer.kind)).toEqual(['sentCode']);
  const ended = await endStep(deps, run, { logOut: false }, phone);
  expect(ended.map(({ method, answer }) => [method, answer.kind])).toEqual([['auth.cancelCode', 'done']]);
  const next = await begun();
  expect(next.runId).not.toBe(run.runId);
  expect(await readJournal(vault, next.runId)).toEqual([]);
});

it('keeps its session where that could not be logged out', async () => {
  const phone = bench.number();
  const run = await begun();
  await sendStep(deps, run, first, phone);
  // Nobody is signed in with its key, but its data centre cannot be reached either.
  const unreachable = { ...deps, gateway: { ...bench.gateway, open: failsToOpen } };
  const ended = await endStep(unreachable, run, { logOut: true }, phone);
  expect(ended.map(({ answer }) => answer)).toEqual([{ kind: 'notOpened', failure: 'DC_UNREACHABLE' }]);
  expect(await begun()).toEqual(run);
  expect(await vault.load(run.runId)).toBeDefined();
});

it('counts a call as lost where the process ended before its answer', async () => {
  const phone = bench.number();
  const run = await begun();
  await sendStep(deps, run, first, phone);
  await underLease(deps, run.runId, async ({ lease }) => {
    await vault.openIntent(lease, { effectId: codeEffect(1), method: 'auth.signIn', numberId });
  });
  const journal = await readJournal(vault, run.runId);
  expect(journal.map(({ seen }) => [seen.method, seen.answer.kind])).toEqual([
    ['auth.sendCode', 'sentCode'],
    ['auth.signIn', 'lost'],
  ]);
});

it('makes no more calls than it has names for', async () => {
  const run = await begun();
  const session = await bench.session();
  const call = { effectId: codeEffect(7), method: 'auth.signIn', make: noCall } as const;
  await expect(underLease(deps, run.runId, (held) => announcedCall(deps, run, session, held, call))).rejects.toThrow(
    'all the calls that it may',
  );
});

async function failsToOpen() {
  return { kind: 'failed', code: 'DC_UNREACHABLE', reason: 'Nobody is there.' } as const;
}

async function noCall(): Promise<{ kind: 'passwordNeeded' }> {
  throw new Error('A call was made.');
}
