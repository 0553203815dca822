import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { CallInput } from '../contracts/login-activities.ts';
import type { CheckPasswordOutcome, SignInOutcome } from '../domain/login-event.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import type { OpenSession } from './open-session.ts';

/** After this many attempts the person is asked again instead. */
const ATTEMPTS = 4;

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
    call: () => Promise<Outcome>;
    probe: () => Promise<Outcome | undefined>;
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
      return await store(await steps.call());
    case 'open':
    case 'lost':
      return await store((await steps.probe()) ?? (await steps.call()));
    case 'budgetUsedUp':
      throw new TypeError('A call without a budget was held against one.');
    default:
      return assertNever(opening);
  }

  async function store(outcome: Outcome): Promise<Outcome> {
    if (outcome.kind === 'lost' || outcome.kind === 'notSent') throw retryable(outcome);
    await vault.answerIntent(scope.lease, {
      effectId,
      result: outcome,
      session,
      ...(outcome.kind === 'signedIn' ? { promote: outcome.account } : {}),
    });
    return outcome;
  }
}

function retryable(outcome: { kind: 'lost' } | { kind: 'notSent'; code: string }): ApplicationFailure {
  return ApplicationFailure.retryable(
    outcome.kind === 'lost'
      ? 'The answer was lost; the next attempt asks Telegram what became of it.'
      : 'The call did not reach Telegram.',
    outcome.kind === 'lost' ? 'OUTCOME_UNKNOWN' : outcome.code,
  );
}

/** A call that certainly did not happen is tried again by Temporal a few times, then handed back to the person. */
export function retryOrTell<Outcome extends { kind: string }>(outcome: Outcome): Outcome {
  if (outcome.kind !== 'notSent' || activityInfo().attempt >= ATTEMPTS) return outcome;
  throw ApplicationFailure.retryable('The call did not reach Telegram; it is tried again.', 'NOT_SENT');
}
