import type { CallInput } from '../contracts/login-activities.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { CallFailure } from '../domain/login-event.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import type { OpenSession } from './open-session.ts';

/**
 * Makes a call at most once per effect: announced in the vault, made, its answer stored. One that was announced and has no
 * answer is lost, for nothing can be asked about it; one that certainly did not take place may be made again.
 */
export async function onlyOnce<Outcome extends { kind: string }>(
  { vault }: ActivityDeps,
  { loginId, effectId, numberId }: CallInput,
  { lease }: CallScope,
  { session }: OpenSession,
  steps: {
    method: string;
    call: () => Promise<Outcome | CallFailure>;
    read: (result: unknown) => Outcome | CallFailure;
  },
): Promise<Outcome | CallFailure> {
  const opening = await vault.openIntent(lease, { effectId, method: steps.method, numberId });
  switch (opening.kind) {
    case 'answered':
      return steps.read(opening.result);
    case 'open':
    case 'lost':
      await vault.loseIntent({ sessionId: loginId, effectId });
      return { kind: 'lost' };
    case 'opened':
      break;
    case 'budgetUsedUp':
    case 'paused':
      throw new TypeError('A call without a budget was held against one.');
    default:
      return assertNever(opening);
  }
  const outcome = await steps.call();
  if (outcome.kind === 'lost') await vault.loseIntent({ sessionId: loginId, effectId });
  else if (outcome.kind === 'notSent') await vault.withdrawIntent(lease, effectId);
  else await vault.answerIntent(lease, { effectId, result: outcome, session });
  return outcome;
}
