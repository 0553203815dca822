import type { Seen, SendMethod, SendNumber } from '../../contracts/live-check.ts';
import type { Delivery } from '../../domain/sent-code.ts';
import type { DcSession, OpenFailure } from '../../telegram/gateway.ts';
import { announcedCall } from './live-call.ts';
import type { LiveDeps, LiveRun } from './live-deps.ts';
import { readJournal, sendEffect } from './live-journal.ts';
import { notOpened } from './seen-answer.ts';
import { type Held, underLease } from './under-lease.ts';

/** As many as a sign-in follows. */
const MAX_MIGRATIONS = 3;

/** Asks for a code, with the check's own key, which is sealed before anything about a person is sent. */
export async function sendStep(
  deps: LiveDeps,
  run: LiveRun,
  { send, method }: { send: SendNumber; method: SendMethod },
  phone: string,
): Promise<{ seen: Seen[]; delivery?: Delivery }> {
  const earlier = await readJournal(deps.vault, run.runId);
  const hash = earlier.find((kept) => kept.seen.send === 1)?.hash ?? '';
  const seen: Seen[] = [];
  return await underLease(deps, run.runId, async (held) => {
    for (let dcId: number | undefined; seen.length <= MAX_MIGRATIONS;) {
      const session = await sessionAt(deps, run, held, dcId);
      if ('kind' in session) {
        seen.push(unopened(deps, { send, method }, session));
        break;
      }
      const called = await announcedCall(deps, run, session, held, {
        effectId: sendEffect(send),
        method,
        send,
        // Tokens of earlier sign-ins stay out: one would sign in without a code.
        make: (on) => (method === 'auth.sendCode' ? on.sendCode({ phone }) : on.resendCode({ phone, hash })),
        keep: (answer) =>
          answer.kind === 'sentCode' ? { hash: answer.sentCode.hash, delivery: answer.sentCode.delivery } : {},
      });
      seen.push(called.seen);
      if (called.answer?.kind === 'sentCode') return { seen, delivery: called.answer.sentCode.delivery };
      if (called.seen.answer.kind !== 'moved') break;
      dcId = called.seen.answer.toDcId;
    }
    return { seen };
  });
}

async function sessionAt(
  { vault, gateway }: LiveDeps,
  { numberId, runId }: LiveRun,
  { lease, options }: Held,
  dcId: number | undefined,
): Promise<DcSession | OpenFailure> {
  const row = dcId === undefined ? await vault.load(runId) : undefined;
  if (row !== undefined) return row.session;
  const made = await gateway.createSession(dcId ?? gateway.firstDcId, options());
  if (made.kind === 'failed') return made;
  await vault.savePending(lease, { numberId, environment: gateway.environment, session: made.session });
  return made.session;
}

function unopened(
  { gateway, holder }: LiveDeps,
  call: { send: SendNumber; method: SendMethod },
  failure: OpenFailure,
): Seen {
  const { firstDcId: dcId } = gateway;
  return { ...call, process: holder, atMs: Date.now(), tookMs: 0, dcId, answer: notOpened(failure) };
}
