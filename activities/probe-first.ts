import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { CallInput } from '../contracts/login-activities.ts';
import type { CallFailure, CheckPasswordOutcome, SignInOutcome } from '../domain/login-event.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Failed } from '../telegram/gateway.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import type { OpenSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';

export type Called<Outcome> = { outcome: Outcome; futureToken?: Uint8Array };

/** After this many attempts the person is asked again instead. */
const ATTEMPTS = 6;

/**
 * Makes a call whose effect can be probed. An intent without an answer means that an earlier attempt may have been
 * made: then Telegram is asked who the key is, before anything else (telegram-sign-in.md 5.4).
 */
export async function probeFirst<Outcome extends SignInOutcome | CheckPasswordOutcome>(
  deps: ActivityDeps,
  input: CallInput,
  scope: CallScope,
  { session }: OpenSession,
  steps: {
    method: string;
    /** With the token that came along, which no outcome may carry. */
    call: () => Promise<Called<Outcome>>;
    /** `isRepeat`: about an earlier call; this one was not made. */
    probe: (isRepeat: boolean) => Promise<Outcome | undefined>;
    /** An earlier call of this kind may have had its effect: probe although this one is new. */
    isRepeat: boolean;
    /** Reads a stored answer. */
    read: (result: unknown) => Outcome;
  },
): Promise<Outcome> {
  const { vault } = deps;
  const { effectId, numberId } = input;
  const opening = await vault.openIntent(scope.lease, { effectId, method: steps.method, numberId });
  switch (opening.kind) {
    case 'answered':
      return steps.read(opening.result);
    case 'opened':
      return await called(steps.isRepeat ? await steps.probe(true) : undefined);
    case 'open':
    case 'lost':
      return await called(await steps.probe(false));
    case 'budgetUsedUp':
    case 'paused':
      throw new TypeError('A call without a budget was held against one.');
    default:
      return assertNever(opening);
  }

  async function called(known: Outcome | undefined): Promise<Outcome> {
    return await store(known === undefined ? await steps.call() : { outcome: known });
  }

  async function store({ outcome, futureToken }: Called<Outcome>): Promise<Outcome> {
    if (outcome.kind === 'lost' || outcome.kind === 'notSent') throw retryable(outcome);
    await vault.answerIntent(scope.lease, {
      effectId,
      result: outcome,
      session,
      ...(outcome.kind === 'signedIn' ? { promote: outcome.account } : {}),
      ...(futureToken === undefined ? {} : { futureToken }),
    });
    return outcome;
  }
}

/** A probe that Telegram refused tells nothing about the call that it was to tell about. */
export function unanswered(who: Failed): CallFailure {
  return who.kind === 'refused' ? { kind: 'lost' } : failureOf(who);
}

function retryable(outcome: { kind: 'lost' } | { kind: 'notSent'; code: string }): ApplicationFailure {
  return ApplicationFailure.retryable(
    outcome.kind === 'lost'
      ? 'The answer was lost; the next attempt asks Telegram what became of it.'
      : 'The call did not reach Telegram.',
    outcome.kind === 'lost' ? 'OUTCOME_UNKNOWN' : outcome.code,
  );
}

/**
 * A call that did not happen is tried again by Temporal for a while, then handed back to the person: as "not sent" only
 * where no attempt before this one may have been made.
 */
export async function retryOrTell<Outcome extends { kind: string }>(
  deps: ActivityDeps,
  { loginId, effectId }: CallInput,
  outcome: Outcome,
): Promise<Outcome | { kind: 'lost' }> {
  if (outcome.kind !== 'notSent') return outcome;
  if (activityInfo().attempt < ATTEMPTS) {
    throw ApplicationFailure.retryable('The call did not reach Telegram; it is tried again.', 'NOT_SENT');
  }
  const intent = await deps.vault.readIntent({ sessionId: loginId, effectId });
  return intent.kind === 'none' ? outcome : { kind: 'lost' };
}
