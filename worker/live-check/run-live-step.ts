import type { LiveDone, LiveReply, LiveRequest, LiveStep, SendNumber } from '../../contracts/live-check.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type { Delivery } from '../../domain/sent-code.ts';
import type { Config } from '../../runtime/config.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { DcSession } from '../../telegram/gateway.ts';
import { library } from '../../telegram/library.ts';
import { openParts } from '../open-parts.ts';
import { endStep } from './end-step.ts';
import { findRun } from './find-run.ts';
import { announcedCall, type Called, liveCall } from './live-call.ts';
import type { LiveDeps, LiveRun } from './live-deps.ts';
import { codeEffect, passwordEffect, readJournal } from './live-journal.ts';
import { parallelStep } from './parallel-step.ts';
import { sendStep } from './send-step.ts';
import type { GatewayAnswer } from './seen-answer.ts';
import { underLease } from './under-lease.ts';

/** One step of a live check, in a process that does nothing else: everything it needs of the steps before is in the vault. */
export async function runLiveStep(config: Config, logger: Logger, request: LiveRequest): Promise<LiveReply> {
  const parts = await openParts(config, logger);
  try {
    return await step({ ...parts.deps, sendsPerDay: config.sendsPerDay }, request, request.step);
  } finally {
    await parts.close();
  }
}

async function step(deps: LiveDeps, { numberId, runId }: LiveRequest, asked: LiveStep): Promise<LiveReply> {
  const run: LiveRun = { numberId, runId };
  const number = await deps.records.number(numberId);
  if (number === undefined) return { kind: 'failed', message: 'This number is not enrolled any more. Enrol it again.' };
  const { phone } = number;
  switch (asked.kind) {
    case 'begin':
      return await begin(deps, numberId);
    case 'send': {
      const { seen, delivery } = await sendStep(deps, run, asked, phone);
      return done(seen, delivery === undefined ? {} : { deliveries: { [asked.send]: delivery } });
    }
    case 'signIn': {
      const kept = (await readJournal(deps.vault, runId)).find(({ seen }) => seen.send === asked.send && isSend(seen));
      const { hash = '', delivery } = kept ?? {};
      const byEmail = delivery?.type === 'EmailCode';
      return await withKey(deps, run, async (session) => {
        const { seen } = await underLease(deps, runId, (held) =>
          announcedCall(deps, run, session, held, {
            effectId: codeEffect(asked.attempt),
            method: 'auth.signIn',
            send: asked.send,
            make: (on) => on.signIn({ phone, hash, code: asked.code, byEmail }),
          }),
        );
        return done([seen]);
      });
    }
    case 'challenge':
      return await plain(deps, run, { method: 'account.getPassword', make: (on) => on.getPassword() }, ({ answer }) =>
        answer?.kind === 'challenge' ? { challenge: answer.challenge } : {},
      );
    case 'checkPassword':
      return await withKey(deps, run, async (session) => {
        const { seen } = await underLease(deps, runId, (held) =>
          announcedCall(deps, run, session, held, {
            effectId: passwordEffect(asked.attempt),
            method: 'auth.checkPassword',
            make: (on) => on.checkPassword(asked.proof),
          }),
        );
        return done([seen]);
      });
    case 'whoAmI':
      return await plain(deps, run, { method: 'users.getUsers', make: (on) => on.whoAmI() });
    case 'end':
      return done(await endStep(deps, run, asked, phone));
    case 'parallel':
      return done(await parallelStep(deps));
    default:
      return assertNever(asked);
  }
}

async function begin(deps: LiveDeps, numberId: string): Promise<LiveDone> {
  const { runId, ageMs } = await findRun(deps, numberId);
  const journal = await readJournal(deps.vault, runId);
  const deliveries = journal.flatMap(({ seen: { send }, delivery }): [SendNumber, Delivery][] =>
    send === undefined || delivery === undefined ? [] : [[send, delivery]],
  );
  const { version: gramjs, layer } = library;
  return done(
    journal.map(({ seen }) => seen),
    {
      begun: { runId, ageMs, facts: { telegram: deps.telegram, gramjs, layer, node: process.versions.node } },
      deliveries: Object.fromEntries(deliveries),
    },
  );
}

function isSend({ method }: { method: string }): boolean {
  return method === 'auth.sendCode' || method === 'auth.resendCode';
}

/** A call that may be made as often as one likes. */
async function plain<Answer extends GatewayAnswer>(
  deps: LiveDeps,
  run: LiveRun,
  call: Parameters<typeof liveCall<Answer>>[3],
  more: (called: Called<Answer>) => Partial<LiveDone> = () => ({}),
): Promise<LiveReply> {
  return await withKey(deps, run, async (session) => {
    const called = await underLease(deps, run.runId, (held) => liveCall(deps, session, held, call));
    return done([called.seen], more(called));
  });
}

async function withKey(
  { vault }: LiveDeps,
  { runId }: LiveRun,
  work: (session: DcSession) => Promise<LiveReply>,
): Promise<LiveReply> {
  const row = await vault.load(runId);
  if (row === undefined)
    return { kind: 'failed', message: 'The vault has no key of this check any more. Begin it again.' };
  return await work(row.session);
}

function done(seen: LiveDone['seen'], more: Partial<LiveDone> = {}): LiveDone {
  return { kind: 'done', seen, ...more };
}
