import type { LiveMethod, Seen, SeenAnswer, SendNumber } from '../../contracts/live-check.ts';
import { RULES_VERSION, SENDS_WINDOW_MS } from '../../domain/limits.ts';
import { mayHaveSent } from '../../domain/rules/refusals.ts';
import type { Connection, DcSession } from '../../telegram/gateway.ts';
import type { LiveDeps, LiveRun } from './live-deps.ts';
import { isKnownEffect, type Kept } from './live-journal.ts';
import { type GatewayAnswer, notOpened, seenAnswer } from './seen-answer.ts';
import type { Held } from './under-lease.ts';

export type LiveCall<Answer extends GatewayAnswer> = {
  method: LiveMethod;
  send?: SendNumber;
  make: (connection: Connection) => Promise<Answer>;
};
export type Called<Answer extends GatewayAnswer> = { seen: Seen; answer?: Answer };

/** One call over a connection of its own, with its duration. */
export async function liveCall<Answer extends GatewayAnswer>(
  { gateway, holder }: LiveDeps,
  session: DcSession,
  { options }: Pick<Held, 'options'>,
  { method, send, make }: LiveCall<Answer>,
): Promise<Called<Answer>> {
  const atMs = Date.now();
  const began = performance.now();
  const seenNow = (answer: SeenAnswer): Seen => ({
    method,
    ...(send === undefined ? {} : { send }),
    process: holder,
    atMs,
    tookMs: Math.round(performance.now() - began),
    dcId: session.dcId,
    answer,
  });
  const opened = await gateway.open(session, options());
  if (opened.kind === 'failed') return { seen: seenNow(notOpened(opened)) };
  try {
    const answer = await make(opened.connection);
    return { seen: seenNow(seenAnswer(method, answer)), answer };
  } finally {
    await opened.connection.close();
  }
}

/**
 * The same, announced in the vault before it is made and at most once per `effectId`; a send also takes one from the number's
 * budget. What it brought is stored before it is told.
 */
export async function announcedCall<Answer extends GatewayAnswer>(
  deps: LiveDeps,
  { numberId, runId }: LiveRun,
  session: DcSession,
  held: Held,
  call: LiveCall<Answer> & { effectId: string; keep?: (answer: Answer) => Omit<Kept, 'seen'> },
): Promise<Called<Answer>> {
  const { vault, holder, sendsPerDay } = deps;
  const { lease } = held;
  const { effectId, method } = call;
  if (!isKnownEffect(effectId)) throw new Error('This check has made all the calls that it may. Begin another one.');
  const isSend = method === 'auth.sendCode' || method === 'auth.resendCode';
  const budget = isSend ? { budget: { limit: sendsPerDay, windowMs: SENDS_WINDOW_MS } } : {};
  const opening = await vault.openIntent(lease, { effectId, method, numberId, ...budget });
  if (opening.kind !== 'opened') {
    const answer: SeenAnswer = { kind: opening.kind === 'budgetUsedUp' ? 'budgetUsedUp' : 'lost' };
    const { send } = call;
    const about = { method, ...(send === undefined ? {} : { send }), process: holder, dcId: session.dcId };
    return { seen: { ...about, atMs: Date.now(), tookMs: 0, answer } };
  }
  const called = await liveCall(deps, session, held, call);
  const { seen, answer } = called;
  switch (seen.answer.kind) {
    case 'lost':
      await vault.loseIntent({ sessionId: runId, effectId });
      break;
    case 'moved':
    case 'notSent':
    case 'notOpened':
      await vault.withdrawIntent(lease, effectId);
      break;
    default:
      await vault.answerIntent(lease, {
        effectId,
        result: { seen, ...(answer === undefined ? {} : call.keep?.(answer)) },
        releaseSend: isSend && certainlySentNothing(seen.answer),
      });
  }
  return called;
}

function certainlySentNothing(answer: SeenAnswer): boolean {
  if (answer.kind !== 'refused') return false;
  const { name, code } = answer;
  return !mayHaveSent({ rulesVersion: RULES_VERSION }, { name, raw: name, code });
}
