import type { LoginActivities } from '../contracts/login-activities.ts';
import type { ClosingOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { untilTold } from './until-told.ts';

/** `auth.logOut` of this sign-in's own key, after a cancel that came too late; then the key is forgotten, unless another takes its place. */
export async function logOut(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['logOut']>[0],
): Promise<ClosingOutcome> {
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, async ({ connection }): Promise<ClosingOutcome> => {
      const answer = await connection.logOut();
      if (answer.kind !== 'done') return failureOf(answer);
      if (answer.futureToken !== undefined && input.stranger !== true) {
        await deps.vault.keepFutureToken(deps.gateway.environment, answer.futureToken);
      }
      return { kind: 'done' };
    }),
  );
  if (outcome.kind === 'done' && !input.goesOn) await deps.vault.endSession(input.loginId);
  return untilTold(outcome);
}
